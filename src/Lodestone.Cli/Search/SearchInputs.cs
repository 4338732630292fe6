using System.CommandLine;
using System.Globalization;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Search;

/// <summary>The search options.</summary>
internal sealed class SearchInputs
{
    private static readonly SearchOptions Defaults = new();

    private readonly Option<int?> _top = CommandInputs.Top(Default(Defaults.Top));
    private readonly Option<int?> _skip = CommandInputs.Number("--skip", "the number of hits to skip, for paging", 0, "0");
    private readonly Option<int?> _candidates = CommandInputs.Number(
        "--candidates", "the number of passages that each first stage returns", 1, Default(Defaults.Candidates));

    private readonly Option<string?> _filter = new("--filter")
    {
        HelpName = "F",
        Description = "Only documents that match this filter, such as 'plan = \"free\" and year >= 2024'.",
    };

    private readonly Option<bool> _strict = CommandInputs.Strict();

    private readonly Option<string> _retrieval = new("--retrieval")
    {
        Description = "The first stages that find candidates: by words and meaning, by meaning (dense) or by words (keyword) alone.",
        DefaultValueFactory = _ => "hybrid",
    };

    private readonly Option<string> _fusion = new("--fusion")
    {
        Description = "The combination of two first stages: the weighted sum of scores (minmax), or reciprocal rank fusion (rrf).",
        DefaultValueFactory = _ => "minmax",
    };

    private readonly Option<bool> _noRerank = new("--no-rerank") { Description = "Leave the cross-encoder out." };
    private readonly Option<int?> _depth = CommandInputs.Number(
        "--depth", "the number of passages that the cross-encoder reads", 1, Default(Defaults.Rerank.Depth));

    private readonly Option<string> _effort = CommandInputs.Effort(RerankEffort.Balanced);

    private readonly Option<TimeSpan?> _budget = new("--budget")
    {
        HelpName = "T",
        Description = "The time limit of a search: milliseconds, or a time such as 1.5s or 0:00:02. Passages not reranked by then " +
        "keep their order and are marked. Default: no limit.",
        CustomParser = result =>
        {
            var found = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (Time(found) is { } time)
                return time;
            result.AddError($"--budget is the time limit of a search: milliseconds, or a time such as 1.5s or 0:00:02; found '{found}'.");
            return null;
        },
    };

    private readonly Option<double?> _minProbability = new("--min-probability")
    {
        HelpName = "P",
        Description = "Leave out hits that the cross-encoder holds for less probable answers, 0 to 1, and those it did not read. " +
        "Default: none is left out.",
        CustomParser = result =>
        {
            var found = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (double.TryParse(found, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1)
                return number;
            result.AddError($"--min-probability is the least probability of a hit: a number from 0 to 1, such as 0.5; found '{found}'.");
            return null;
        },
    };

    private readonly Option<bool> _exact = new("--exact") { Description = "Compare the query with every vector, however many exist." };

    public SearchInputs()
    {
        _retrieval.AcceptOnlyFromAmong("hybrid", "dense", "keyword");
        _fusion.AcceptOnlyFromAmong("minmax", "rrf");
    }

    public IEnumerable<Option> Options =>
        [_top, _skip, _candidates, _filter, _strict, _retrieval, _fusion, _noRerank, _effort, _depth, _minProbability, _budget, _exact];

    public SearchOptions Read(ParseResult parsed)
    {
        var depth = parsed.GetValue(_depth);
        var minProbability = parsed.GetValue(_minProbability);
        // Of an option that is given and a setting that contradicts it, the option counts.
        var rerankIsAsked = IsGiven(parsed, _depth) || IsGiven(parsed, _minProbability);
        var noRerank = parsed.GetValue(_noRerank) && (IsGiven(parsed, _noRerank) || !rerankIsAsked);
        if (noRerank && !rerankIsAsked)
            (depth, minProbability) = (null, null);
        if (depth is not null && noRerank)
            throw new UsageException("--depth sets how far to rerank, and --no-rerank disables it. Give one of them.");
        if (parsed.GetResult(_effort) is { Implicit: false } && noRerank)
            throw new UsageException("--effort sets how much to rerank, and --no-rerank disables it. Give one of them.");
        if (minProbability is not null && noRerank)
        {
            throw new UsageException(
                "--min-probability asks for what the cross-encoder gives, and --no-rerank disables it. Give one of them.");
        }

        return new SearchOptions
        {
            Top = parsed.GetValue(_top) ?? Defaults.Top,
            Skip = parsed.GetValue(_skip) ?? 0,
            Candidates = parsed.GetValue(_candidates) ?? Defaults.Candidates,
            Filter = parsed.GetValue(_filter) is { } filter ? Filter.Parse(filter) : null,
            Strict = parsed.GetValue(_strict),
            Retrieval = parsed.GetValue(_retrieval) switch
            {
                "dense" => RetrievalMode.Dense,
                "keyword" => RetrievalMode.Keyword,
                _ => RetrievalMode.Hybrid,
            },
            Fusion = new FusionOptions
            {
                Method = parsed.GetValue(_fusion) == "rrf" ? FusionMethod.ReciprocalRank : FusionMethod.MinMax,
            },
            Rerank = noRerank ? SearchRerankOptions.Off
                : new SearchRerankOptions
                {
                    Effort = CommandInputs.Effort(parsed.GetValue(_effort)!),
                    Depth = depth ?? Defaults.Rerank.Depth,
                },
            MinProbability = minProbability,
            Budget = parsed.GetValue(_budget),
            Exact = parsed.GetValue(_exact),
        };
    }

    /// <summary>The first option that was given and has no meaning without words; null without one.</summary>
    public string? OfWords(ParseResult parsed) =>
        new Option[] { _fusion, _effort, _depth, _minProbability }.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false })?.Name ??
            (parsed.GetValue(_retrieval) == "keyword" ? _retrieval.Name : null);

    /// <summary>Milliseconds, a number with ms or s, or hours, minutes and seconds.</summary>
    internal static TimeSpan? Time(string text)
    {
        var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1.0)
            : text.EndsWith('s') ? (text[..^1], 1000.0)
            : (text, 1.0);
        if (double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number * unit <= TimeSpan.MaxValue.TotalMilliseconds / 2 ? TimeSpan.FromMilliseconds(number * unit) : null;
        return text.Contains(':', StringComparison.Ordinal) &&
            TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero ? time : null;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static string Default(int number) => number.ToString(CultureInfo.InvariantCulture);
}
