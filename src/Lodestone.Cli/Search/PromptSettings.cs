using System.Globalization;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;

namespace Lodestone.Cli.Search;

/// <summary>The settings that lines with a colon change.</summary>
internal sealed class PromptSettings(SearchShow show, SearchOptions options)
{
    private const string Help = """
        :explain on|off          every stage's score and rank, and its cost
        :top N                   how many passages come back
        :filter EXPRESSION       only documents that match; without one: all
        :rerank on|off           whether the cross-encoder reranks the best
        :retrieval hybrid|dense|keyword
        :quit                    end (also Ctrl+D); Ctrl+C cancels a search
        Any other line is a query.
        """;

    private readonly SearchRerankOptions _rerank = options.Rerank.Enabled ? options.Rerank : new SearchRerankOptions();

    public SearchOptions Options { get; private set; } = options;

    public bool Quit { get; private set; }

    /// <summary>Runs a line's command, and returns the reply.</summary>
    /// <exception cref="UsageException">The command is not known.</exception>
    public string Change(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (name, value) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
        switch (name)
        {
            case ":help" or ":h" or ":?":
                return Help;
            case ":quit" or ":q" or ":exit":
                Quit = true;
                return "";
            case ":explain":
                show.Explain = Switch(name, value);
                return $"explain {value}";
            case ":rerank":
                Options = Options with { Rerank = Switch(name, value) ? _rerank : SearchRerankOptions.Off };
                return $"rerank {value}";
            case ":top":
                Options = Options with { Top = Number(value) };
                return $"top {value}";
            case ":filter":
                Options = Options with { Filter = value.Length == 0 ? null : Filter.Parse(value) };
                return Options.Filter is { } filter ? $"filter {filter}" : "no filter";
            case ":retrieval" when Enum.TryParse<RetrievalMode>(value, ignoreCase: true, out var mode) && Enum.IsDefined(mode):
                Options = Options with { Retrieval = mode };
                return $"retrieval {value}";
            default:
                throw new UsageException($"'{line}' is not known. :help lists the commands; a query does not start with a colon.");
        }
    }

    private static bool Switch(string name, string value) => value switch
    {
        "on" => true,
        "off" => false,
        _ => throw new UsageException($"{name} is on or off; found '{value}'."),
    };

    private int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 &&
        number + Options.Skip <= Options.MostHits
            ? number
            : throw new UsageException(
                $":top is how many passages come back: 1 to {NumberFormat.Count(Options.MostHits - Options.Skip)}; found '{value}'.");
}
