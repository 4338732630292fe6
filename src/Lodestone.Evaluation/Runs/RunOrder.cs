namespace Lodestone.Evaluation;

/// <summary>What decides the ranks of a run's documents.</summary>
public enum RunOrder
{
    /// <summary>Their place in the list; scores are not looked at.</summary>
    AsGiven,

    /// <summary>
    /// What trec_eval does: the score rounded to single precision, the highest first, and where these are equal the document id, the
    /// last in the order of UTF-8 bytes first. A rank column is ignored.
    /// </summary>
    AsTrecEval,
}
