using System.CommandLine;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Eval;

/// <summary>The search options of an evaluation.</summary>
internal sealed class EvalSearchInputs
{
    private readonly Option<int?> _candidates = CommandInputs.Number(
        "--candidates", "the number of passages that each first stage returns", 1, NumberFormat.Count(SearchDefaults.Candidates));

    private readonly Option<int?> _depth = CommandInputs.Number(
        "--depth", "the number of passages that the cross-encoder reads", 1, NumberFormat.Count(SearchDefaults.RerankDepth));

    public IEnumerable<Option> Options => [_candidates, _depth];

    public SearchOptions Read(ParseResult parsed) => new()
    {
        Candidates = parsed.GetValue(_candidates) ?? SearchDefaults.Candidates,
        Rerank = new SearchRerankOptions { Depth = parsed.GetValue(_depth) ?? SearchDefaults.RerankDepth },
    };
}
