namespace Lodestone.Encoders;

/// <summary>How much each part of a passage counts for its score, found by leaving the part out.</summary>
/// <remarks>
/// It describes the model, not the truth: a part with a large contribution is one that the model relied on. Contributions do not add up to
/// the score, since parts work together. Source: Zeiler and Fergus 2014 (occlusion); Li, Monroe and Jurafsky 2016 (erasure, for words).
/// </remarks>
public sealed record Explanation
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The score of the whole passage: the logit of a cross-encoder, the cosine of a bi-encoder; null for a blank passage, which no
    /// model reads.
    /// </summary>
    public required float? Score { get; init; }

    /// <summary>The kind of the parts.</summary>
    public required ExplainedUnit Unit { get; init; }

    /// <summary>The parts in the passage's order; they do not overlap.</summary>
    public required IReadOnlyList<ExplainedPart> Parts { get; init; }

    /// <summary>Whether neighbouring words or sentences were joined, because the passage has more of them than accepted parts.</summary>
    public required bool Joined { get; init; }

    /// <summary>The range of the passage that the model read; parts behind it have no contribution and are not listed.</summary>
    public required TextRange Read { get; init; }

    /// <summary>The number of model runs.</summary>
    public required int Runs { get; init; }
}

/// <summary>One part of an explained passage.</summary>
/// <param name="Range">Its range in the passage.</param>
/// <param name="Contribution">
/// The score of the whole passage minus the score without the part, in the unit of the score: positive for a part that speaks for the
/// passage. Null when nothing would be left without it.
/// </param>
public sealed record ExplainedPart(TextRange Range, float? Contribution);

/// <summary>The kind of parts that are left out of a passage.</summary>
public enum ExplainedUnit
{
    /// <summary>Words, and single ideographs.</summary>
    Words,

    /// <summary>Sentences.</summary>
    Sentences,
}
