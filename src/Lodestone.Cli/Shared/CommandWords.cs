using System.Text.RegularExpressions;

namespace Lodestone.Cli.Shared;

/// <summary>Says with the words of the command line what the library says with those of its options.</summary>
internal static partial class CommandWords
{
    private static readonly (string Library, string Command)[] Phrases =
    [
        (", or open the collection read-only", ""),
        ("Open it read-only, or end the other writer; its lock ends with it.", "Wait until the other writer is done, or end it."),
        ("Include has the pattern", "--include has the pattern"),
        ("Exclude has the pattern", "--exclude has the pattern"),
        (", or Off.", "; --no-rerank leaves it out."),
    ];

    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["Candidates"] = "--candidates",
        ["Delimiter"] = "--delimiter",
        ["Depth"] = "--depth",
        ["IdField"] = "--id-field",
        ["IncludeHidden"] = "--hidden",
        ["MaxFileBytes"] = "--max-file-bytes",
        ["MaxRecordLength"] = "--max-record-length",
        ["Root"] = "--root",
        ["Skip"] = "--skip",
        ["TextFields"] = "--text-field",
        ["Top"] = "--top",
        ["UnknownAsText"] = "--unknown-as-text",
    };

    public static IndexingReport Of(IndexingReport report) => report with
    {
        Problems = [.. report.Problems.Select(p => p with { Reason = Of(p.Reason) })],
    };

    // Not what stands in quotes: a file or a field may be called so.
    public static string Of(string message)
    {
        foreach (var (library, command) in Phrases)
            message = message.Replace(library, command, StringComparison.Ordinal);
        return Word().Replace(message, match => Switches.GetValueOrDefault(match.Value, match.Value));
    }

    [GeneratedRegex(@"(?<!['\w./-])[A-Z]\w+(?!['\w/-])", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
