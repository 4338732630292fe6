using System.CommandLine;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Eval;

/// <summary>The search options of an evaluation.</summary>
internal sealed class EvalSearchInputs
{
    private static readonly SearchOptions Defaults = new();

    private readonly Option<int?> _candidates = CommandInputs.Number(
        "--candidates", "the number of passages that each first stage returns", 1, NumberFormat.Count(Defaults.Candidates));

    private readonly Option<int?> _depth = CommandInputs.Number(
        "--depth", "the number of passages that the cross-encoder reads", 1, NumberFormat.Count(Defaults.Rerank.Depth));

    private readonly Option<string> _effort = CommandInputs.Effort(RerankEffort.Full);

    public IEnumerable<Option> Options => [_candidates, _effort, _depth];

    public SearchOptions Read(ParseResult parsed) => new()
    {
        Candidates = parsed.GetValue(_candidates) ?? Defaults.Candidates,
        Rerank = new SearchRerankOptions
        {
            Effort = CommandInputs.Effort(parsed.GetValue(_effort)!),
            Depth = parsed.GetValue(_depth) ?? Defaults.Rerank.Depth,
        },
    };
}
