namespace Lodestone.Encoders;

/// <summary>Passages in a cross-encoder's order.</summary>
/// <param name="Passages">
/// Best first: by logit descending, then by index. Passages that the budget left out follow in the caller's order, then blank ones.
/// </param>
/// <param name="Runs">The number of model runs.</param>
/// <param name="Elapsed">The time from the call to the result, including tokenisation and waiting for a core.</param>
public sealed record RerankResult(IReadOnlyList<RerankScore> Passages, int Runs, TimeSpan Elapsed)
{
    /// <summary>The number of passages that were scored, including those beyond <see cref="RerankOptions.Top"/>.</summary>
    public required int Scored { get; init; }

    /// <summary>The number of passages that the budget left out.</summary>
    public required int NotScored { get; init; }

    /// <summary>The number of passages without words.</summary>
    public required int Blank { get; init; }

    /// <summary>The number of passages of which a part was not read.</summary>
    public required int Truncated { get; init; }
}

/// <summary>A cross-encoder's result for one passage.</summary>
public sealed record RerankScore
{
    /// <summary>The index of the passage, or pair, in the caller's list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Whether the passage was scored, and if not, why.</summary>
    public required PassageState State { get; init; }

    /// <summary>The model's raw output, unbounded; lists are ordered by it. Null when the passage was not scored.</summary>
    public float? Logit { get; init; }

    /// <summary>
    /// The logit's probability, from 0 to 1: sigmoid for a model with one label, softmax otherwise. It saturates: passages with
    /// different logits may both have 1. Null when the passage was not scored.
    /// </summary>
    public double? Probability { get; init; }

    /// <summary>
    /// The value of Sentence Transformers' <c>predict</c> for the pair: the logit after the activation that the model's files name. Null
    /// when the passage was not scored.
    /// </summary>
    public double? Activated { get; init; }

    /// <summary>The number of tokens in one run of the pair, query and special tokens included; 0 when it was not scored.</summary>
    public int Tokens { get; init; }

    /// <summary>The number of the passage's tokens that no run has read. The query is never truncated.</summary>
    public int DroppedTokens { get; init; }

    /// <summary>The number of model runs for the passage: its windows, or 1; 0 when it was not scored.</summary>
    public int Windows { get; init; }

    /// <summary>
    /// The range of the passage's characters that the score is for: everything that was read, or the best window. Null when the passage was
    /// not scored, or was given as token ids.
    /// </summary>
    public TextRange? Window { get; init; }
}

/// <summary>The outcome of a passage.</summary>
public enum PassageState
{
    /// <summary>The model read it with the query and scored it.</summary>
    Scored,

    /// <summary>The passage has no words, so it was not given to the model and comes last.</summary>
    Blank,

    /// <summary>The budget was spent before its turn.</summary>
    NotScored,
}
