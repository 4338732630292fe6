using Lodestone.Evaluation.Files;

namespace Lodestone.Evaluation;

/// <summary>The source of the ranks of a run's documents.</summary>
public enum RunOrder
{
    /// <summary>The position in the list; scores are ignored.</summary>
    AsGiven,

    /// <summary>
    /// The order of trec_eval: by descending score in single precision; equal scores by descending document id, in the order of UTF-8
    /// bytes. A rank column is ignored.
    /// </summary>
    AsTrecEval,
}

/// <summary>The order in which trec_eval ranks documents, whatever the file's order and ranks.</summary>
internal static class TrecOrder
{
    public static IReadOnlyList<RankedDocument> Sort(IEnumerable<RankedDocument> documents)
    {
        RankedDocument[] sorted = [.. documents];
        Array.Sort(sorted, static (x, y) => Compare((float)x.Score, x.DocumentId, (float)y.Score, y.DocumentId));
        return sorted;
    }

    /// <summary>Negative when the first document is ranked before the second.</summary>
    public static int Compare(float score, string id, float otherScore, string otherId) =>
        score > otherScore ? -1 : score < otherScore ? 1 : Utf8Order.Instance.Compare(otherId, id);
}
