namespace Lodestone;

/// <summary>Options of a search's second stage: the cross-encoder over the best candidates.</summary>
public sealed record SearchRerankOptions
{
    /// <summary>Reranking disabled: hits keep their fused order.</summary>
    public static SearchRerankOptions Off { get; } = new() { Enabled = false };

    /// <summary>Whether the stage runs. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The number of passages to rerank, the best of the fused list. Default: 30.</summary>
    /// <remarks>
    /// On collections of up to 2,000 documents a depth of 20 already has the full gain (docs/quality.md); larger ones gain some more.
    /// </remarks>
    public int Depth { get; init; } = 30;

    /// <summary>
    /// The cross-encoder's share of the final score: 0 keeps the fused order, 1 uses the logit alone. Default: null, which is 0.25, or 0.8
    /// where no candidate has a similarity.
    /// </summary>
    public double? CrossEncoderWeight { get; init; }

    /// <summary>The distance below the best logit, above 0, at which a candidate gets half of that share. Default: 2.</summary>
    /// <remarks>
    /// A smaller value trusts the cross-encoder's top ranks more and its order below them less; 1 to 3 do about as well
    /// (docs/quality.md).
    /// </remarks>
    public double HalfLogit { get; init; } = 2;

    /// <summary>The handling of passages that do not fit beside the query. Default: truncate them, and report by how much.</summary>
    public LongPassages LongPassages { get; init; }

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(Depth, 1, SearchOptions.MaxCandidates);
        if (CrossEncoderWeight is { } weight && !(weight >= 0 && weight <= 1))
            throw new InvalidRangeException(nameof(CrossEncoderWeight), weight, "a number from 0 to 1");
        if (!double.IsFinite(HalfLogit) || HalfLogit <= 0)
            throw new InvalidRangeException(nameof(HalfLogit), HalfLogit, "a finite number above 0");
    }
}
