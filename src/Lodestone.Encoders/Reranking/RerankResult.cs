namespace Lodestone.Encoders;

/// <summary>Passages in the order a cross-encoder gives them.</summary>
/// <param name="Passages">
/// Best first: by logit descending, then index. Those the budget left out follow in the caller's order, then blank ones.
/// </param>
/// <param name="Runs">Model runs that were needed.</param>
/// <param name="Elapsed">From the call to the answer, tokenisation and waiting for a core included.</param>
public sealed record RerankResult(IReadOnlyList<RerankScore> Passages, int Runs, TimeSpan Elapsed)
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

/// <summary>What a cross-encoder says of one passage.</summary>
public sealed record RerankScore
{
    /// <summary>The passage's, or pair's, index in the caller's list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Whether it was scored, and if not, why.</summary>
    public required PassageState State { get; init; }

    /// <summary>The model's raw output, unbounded; lists are ordered by it. Null when the passage was not scored.</summary>
    public float? Logit { get; init; }

    /// <summary>
    /// The logit's probability, from 0 to 1: sigmoid for a model with one label, softmax otherwise. It saturates: passages with
    /// different logits may both have 1. Null when the passage was not scored.
    /// </summary>
    public double? Probability { get; init; }

    /// <summary>
    /// What Sentence Transformers' <c>predict</c> gives for the pair: the logit after the activation that the model's files name.
    /// Null when the passage was not scored.
    /// </summary>
    public double? Activated { get; init; }

    /// <summary>Tokens of the pair that the model read at once, query and special tokens included; 0 when it was not scored.</summary>
    public int Tokens { get; init; }

    /// <summary>Tokens of the passage that no run has read. The query is never cut.</summary>
    public int DroppedTokens { get; init; }

    /// <summary>Model runs spent on the passage: its windows, or 1; 0 when it was not scored.</summary>
    public int Windows { get; init; }

    /// <summary>
    /// The characters of the passage that the score is of: all that was read, or the best window. Null when it was not scored, or came as
    /// token ids.
    /// </summary>
    public TextRange? Window { get; init; }
}

/// <summary>What became of a passage.</summary>
public enum PassageState
{
    /// <summary>The model read it with the query and scored it.</summary>
    Scored,

    /// <summary>It has no words, so it was not given to the model, and comes last.</summary>
    Blank,

    /// <summary>The budget was spent before its turn.</summary>
    NotScored,
}
