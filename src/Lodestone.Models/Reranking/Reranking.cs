namespace Lodestone.Models;

/// <summary>Passages in the order a cross-encoder gives them.</summary>
/// <param name="Passages">
/// Best first: by logit descending, then index. Those the budget left out follow in the caller's order, then blank ones.
/// </param>
/// <param name="Runs">Model runs that were needed.</param>
/// <param name="Elapsed">From the call to the answer, tokenisation and waiting for a core included.</param>
public sealed record Reranking(IReadOnlyList<RerankScore> Passages, int Runs, TimeSpan Elapsed)
{
    /// <summary>Passages that were scored, those beyond <see cref="RerankOptions.Top"/> included.</summary>
    public required int Scored { get; init; }

    /// <summary>Passages that the budget left out.</summary>
    public required int NotScored { get; init; }

    /// <summary>Passages without words.</summary>
    public required int Blank { get; init; }

    /// <summary>Passages of which a part was not read.</summary>
    public required int Truncated { get; init; }
}
