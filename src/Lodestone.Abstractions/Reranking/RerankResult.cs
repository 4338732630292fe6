using System.Globalization;

namespace Lodestone;

/// <summary>Passages in a reranker's order.</summary>
/// <remarks>The counts are computed from the scores, so that an implementer of <see cref="IReranker"/> gives the scores alone.</remarks>
public sealed record RerankResult
{
    /// <summary>Ranks scores.</summary>
    /// <param name="scores">One score for each passage, in any order.</param>
    /// <param name="top">The number of best passages to keep in <see cref="Passages"/>. Default: all.</param>
    /// <exception cref="ArgumentException">
    /// A score is null, its index is negative or there twice, or a scored passage has no finite logit, or a probability outside 0 to 1.
    /// </exception>
    public RerankResult(IReadOnlyList<RerankScore> scores, int? top = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (top is <= 0)
            throw new InvalidRangeException(nameof(top), top, "1 or more, or null for all");
        var seen = new HashSet<int>(scores.Count);
        foreach (var score in scores)
        {
            Check(score, seen);
            Runs += score.Windows;
            Scored += score.State == PassageState.Scored ? 1 : 0;
            NotScored += score.State == PassageState.NotScored ? 1 : 0;
            Blank += score.State == PassageState.Blank ? 1 : 0;
            Truncated += score.DroppedTokens > 0 ? 1 : 0;
        }

        var ranked = scores.OrderBy(s => s.State switch { PassageState.Scored => 0, PassageState.NotScored => 1, _ => 2 })
            .ThenByDescending(s => s.Logit)
            .ThenBy(s => s.Index);
        Passages = [.. ranked.Take(top ?? int.MaxValue)];
    }

    /// <summary>
    /// Best first: by logit descending, then by index. Passages that the budget left out follow in the caller's order, then blank ones.
    /// </summary>
    public IReadOnlyList<RerankScore> Passages { get; }

    /// <summary>The number of model runs: the sum of all <see cref="RerankScore.Windows"/>.</summary>
    public int Runs { get; }

    /// <summary>The number of passages that were scored, including those beyond <see cref="RerankOptions.Top"/>.</summary>
    public int Scored { get; }

    /// <summary>The number of passages that the budget left out.</summary>
    public int NotScored { get; }

    /// <summary>The number of passages without words.</summary>
    public int Blank { get; }

    /// <summary>The number of passages of which a part was not read.</summary>
    public int Truncated { get; }

    /// <summary>The time from the call to the result, including tokenisation and waiting for a core. Default: zero.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The name of the model that scored, for traces. Default: null, not told.</summary>
    public string? Model { get; init; }

    /// <summary>Ranks passages by one logit each.</summary>
    /// <param name="logits">
    /// One number for each passage, in the caller's order: higher is better, unbounded. Null for a blank passage, which is not scored.
    /// </param>
    /// <param name="top">The number of best passages to keep. Default: all.</param>
    /// <returns>The ranking; a passage's probability is the sigmoid of its logit.</returns>
    /// <exception cref="ArgumentException">A logit is NaN or infinite.</exception>
    public static RerankResult FromLogits(IReadOnlyList<float?> logits, int? top = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return new RerankResult([.. logits.Select(Score)], top);

        static RerankScore Score(float? logit, int index) => logit is { } number
            ? new RerankScore
            {
                Index = index,
                State = PassageState.Scored,
                Logit = number,
                Probability = RerankScore.Sigmoid(number),
                Windows = 1,
            }
            : new RerankScore { Index = index, State = PassageState.Blank };
    }

    /// <summary>Ranks passages by one probability each, as rerankers behind an API return them.</summary>
    /// <param name="probabilities">
    /// One number from 0 to 1 for each passage, in the caller's order. Null for a blank passage, which is not scored.
    /// </param>
    /// <param name="top">The number of best passages to keep. Default: all.</param>
    /// <returns>
    /// The ranking; a passage's logit is that of its probability, with probabilities nearer than 1e-6 to 0 or 1 counted as that near.
    /// </returns>
    /// <exception cref="ArgumentException">A probability is NaN or outside 0 to 1.</exception>
    public static RerankResult FromProbabilities(IReadOnlyList<double?> probabilities, int? top = null)
    {
        const double Nearest = 1e-6;
        ArgumentNullException.ThrowIfNull(probabilities);
        return new RerankResult([.. probabilities.Select(Score)], top);

        static RerankScore Score(double? probability, int index)
        {
            if (probability is not { } number)
                return new RerankScore { Index = index, State = PassageState.Blank };
            var within = Math.Clamp(number, Nearest, 1 - Nearest);
            return new RerankScore
            {
                Index = index,
                State = PassageState.Scored,
                Logit = (float)Math.Log(within / (1 - within)),
                Probability = number,
                Windows = 1,
            };
        }
    }

    private static void Check(RerankScore? score, HashSet<int> seen)
    {
        if (score is null)
            throw new InvalidArgumentException(ErrorCodes.ValueNull, "A score is null. Give one score for each passage.", "scores");
        InvalidRangeException.ThrowIfLess(score.Index, 0, nameof(RerankScore.Index));
        InvalidRangeException.ThrowIfLess(score.Windows, 0, nameof(RerankScore.Windows));
        InvalidRangeException.ThrowIfLess(score.DroppedTokens, 0, nameof(RerankScore.DroppedTokens));
        if (!seen.Add(score.Index))
        {
            throw new InvalidArgumentException(ErrorCodes.IdDuplicate, string.Create(CultureInfo.InvariantCulture,
                $"Passage {score.Index} has two scores. Give one score for each passage."), "scores");
        }

        if (score.State != PassageState.Scored)
            return;
        if (score.Logit is not { } logit || !float.IsFinite(logit))
        {
            throw new InvalidArgumentException(ErrorCodes.ValueNotFinite, string.Create(CultureInfo.InvariantCulture,
                $"The logit of passage {score.Index} is {score.Logit?.ToString(CultureInfo.InvariantCulture) ?? "null"}; only finite ") +
                "numbers can be ranked. Give a finite number, or mark the passage as not scored.", "scores")
            {
                Found = score.Logit?.ToString(CultureInfo.InvariantCulture) ?? "null",
                Accepted = "a finite number",
            };
        }

        if (score.Probability is { } probability && !(probability >= 0 && probability <= 1))
            throw new InvalidRangeException(nameof(RerankScore.Probability), probability, "a number from 0 to 1, or null");
    }
}

/// <summary>A reranker's result for one passage.</summary>
public sealed record RerankScore
{
    /// <summary>The index of the passage, or pair, in the caller's list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The probability of a logit of a model with one label.</summary>
    internal static double Sigmoid(float logit) => 1 / (1 + Math.Exp(-(double)logit));

    /// <summary>Whether the passage was scored, and if not, why.</summary>
    public required PassageState State { get; init; }

    /// <summary>The model's raw output, unbounded; lists are ordered by it. Null when the passage was not scored.</summary>
    public float? Logit { get; init; }

    /// <summary>
    /// The logit's probability, from 0 to 1: sigmoid for a model with one label (of the logit on the common scale where the model has one),
    /// softmax otherwise. It saturates: passages with different logits may both have 1. Null when the passage was not scored.
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
