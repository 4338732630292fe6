namespace Lodestone.Evaluation;

/// <summary>Options of an evaluation.</summary>
public sealed record EvaluationOptions
{
    /// <summary>
    /// Whether a judged query without results in the run counts as 0 (trec_eval's <c>-c</c>). Default: true. When false, a system improves
    /// its values by not answering difficult queries; false is trec_eval's default.
    /// </summary>
    public bool CompleteQueries { get; init; } = true;

    /// <summary>The number of documents of each ranking to evaluate (trec_eval's <c>-M</c>). Default: all.</summary>
    public int? MaxDocuments { get; init; }

    /// <summary>The minimum level of a relevant document, 1 or more (trec_eval's <c>-l</c>). Default: 1. nDCG ignores it.</summary>
    public int RelevanceLevel { get; init; } = 1;

    internal void Validate()
    {
        if (MaxDocuments is < 1)
            throw new InvalidRangeException(nameof(MaxDocuments), MaxDocuments, "1 or more, or null for all");
        if (RelevanceLevel < 1)
            throw new InvalidRangeException(nameof(RelevanceLevel), RelevanceLevel, "1 or more");
    }
}
