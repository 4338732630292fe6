namespace Lodestone.Evaluation;

/// <summary>What counts in an evaluation.</summary>
public sealed record EvaluationOptions
{
    /// <summary>
    /// Whether a judged query that the run has nothing for is evaluated, with 0 (trec_eval's <c>-c</c>). Default: yes. Without it a
    /// system is the better for not answering what it finds hard; trec_eval leaves it off by default.
    /// </summary>
    public bool CompleteQueries { get; init; } = true;

    /// <summary>How many documents of each ranking are looked at (trec_eval's <c>-M</c>). Default: all.</summary>
    public int? MaxDocuments { get; init; }

    /// <summary>From which level a document counts as relevant, 1 or more (trec_eval's <c>-l</c>). Default: 1. nDCG ignores it.</summary>
    public int RelevanceLevel { get; init; } = 1;

    internal void Validate()
    {
        if (MaxDocuments is < 1)
            throw new InvalidRangeException(nameof(MaxDocuments), MaxDocuments, "1 or more, or null for all");
        if (RelevanceLevel < 1)
            throw new InvalidRangeException(nameof(RelevanceLevel), RelevanceLevel, "1 or more");
    }
}
