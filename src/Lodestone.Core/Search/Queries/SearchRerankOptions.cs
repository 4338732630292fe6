using Lodestone.Encoders;

namespace Lodestone;

/// <summary>Options of a search's second stage: the cross-encoder over the best candidates.</summary>
public sealed record SearchRerankOptions
{
    /// <summary>Reranking disabled: hits keep their fused order.</summary>
    public static SearchRerankOptions Off { get; } = new() { Enabled = false };

    /// <summary>Whether the stage runs. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The work that the stage may do. Default: <see cref="RerankEffort.Balanced"/>.</summary>
    /// <remarks>
    /// A reranker whose logits have no known scale (<see cref="CrossEncoder.Logits"/>), such as one of the application, runs in full, and
    /// a cross-encoder without a distilled one is balanced where <see cref="RerankEffort.Fast"/> is asked for;
    /// <see cref="SearchTrace.Effort"/> has the effort that was made. docs/quality.md has the quality and the cost of each.
    /// </remarks>
    public RerankEffort Effort { get; init; }

    /// <summary>The number of passages to rerank, the best of the fused list. Default: 30.</summary>
    /// <remarks>
    /// On collections of up to 2,000 documents a depth of 20 already has the full gain (docs/quality.md); larger ones gain some more. A
    /// share that the scores decide needs the logits of the first ten passages, so with a smaller depth ten are read all the same; with a
    /// <see cref="CrossEncoderWeight"/> none beyond the depth is. An <see cref="Effort"/> below full may read fewer.
    /// </remarks>
    public int Depth { get; init; } = 30;

    /// <summary>
    /// The cross-encoder's share of the final score: 0 keeps the fused order, 1 uses the logit alone. Default: null: the
    /// scores of the query decide (<see cref="SearchTrace.RerankShare"/>).
    /// </summary>
    /// <remarks>
    /// The share is fixed at 0.8 where keywords were the only first stage, and at 0.25 for a reranker whose logits have no known scale
    /// (<see cref="Encoders.CrossEncoder.Logits"/>), such as one of the application.
    /// </remarks>
    public double? CrossEncoderWeight { get; init; }

    /// <summary>The distance below the best logit, above 0, at which a candidate gets half of that share. Default: 2.</summary>
    /// <remarks>
    /// On the common scale of logits where the model has one (<see cref="Encoders.LogitScale"/>), else in units of its logits.
    /// A smaller value trusts the cross-encoder's top ranks more and its order below them less; 1 to 3 do about as well
    /// (docs/quality.md).
    /// </remarks>
    public double HalfLogit { get; init; } = 2;

    /// <summary>The handling of passages that do not fit beside the query. Default: truncate them, and report by how much.</summary>
    public LongPassages LongPassages { get; init; }

    internal void Validate()
    {
        if (!Enum.IsDefined(Effort))
            throw new InvalidRangeException(nameof(Effort), Effort, string.Join(", ", Enum.GetNames<RerankEffort>()));
        InvalidRangeException.ThrowIfNotWithin(Depth, 1, SearchOptions.MaxCandidates);
        if (CrossEncoderWeight is { } weight && !(weight >= 0 && weight <= 1))
            throw new InvalidRangeException(nameof(CrossEncoderWeight), weight, "a number from 0 to 1");
        if (!double.IsFinite(HalfLogit) || HalfLogit <= 0)
            throw new InvalidRangeException(nameof(HalfLogit), HalfLogit, "a finite number above 0");
    }
}

/// <summary>The work of a search's second stage, from its model and the number of passages that it reads.</summary>
public enum RerankEffort
{
    /// <summary>
    /// The collection's cross-encoder reads the first twelve passages of the fused list, and then two at a time, up to
    /// <see cref="SearchRerankOptions.Depth"/>, while one of the last four was relevant.
    /// </summary>
    Balanced,

    /// <summary>The collection's own cross-encoder reads all passages up to <see cref="SearchRerankOptions.Depth"/>.</summary>
    Full,

    /// <summary>As <see cref="Balanced"/>, read by the cross-encoder that was distilled from the bundled one: half the layers.</summary>
    Fast,
}
