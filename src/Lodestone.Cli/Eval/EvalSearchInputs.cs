using System.CommandLine;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Eval;

/// <summary>The options of a search that an evaluation has too.</summary>
internal sealed class EvalSearchInputs
{
    private static readonly SearchOptions Defaults = new();

    private readonly Option<int?> _candidates = CommandInputs.Number(
        "--candidates", "how many passages each first stage hands on", 1, NumberFormat.Count(Defaults.Candidates));

    private readonly Option<int?> _depth = CommandInputs.Number(
        "--depth", "how many passages the cross-encoder reads", 1, NumberFormat.Count(Defaults.Rerank.Depth));

    public IEnumerable<Option> Options => [_candidates, _depth];

    public SearchOptions Read(ParseResult parsed) => new()
    {
        Candidates = parsed.GetValue(_candidates) ?? Defaults.Candidates,
        Rerank = new SearchRerankOptions { Depth = parsed.GetValue(_depth) ?? Defaults.Rerank.Depth },
    };
}
