namespace Lodestone.Evaluation;

internal enum MeasureKind
{
    Queries,
    Retrieved,
    Relevant,
    RelevantRetrieved,
    NonRelevantRetrieved,
    AveragePrecision,
    RPrecision,
    Bpref,
    ReciprocalRank,
    Precision,
    Recall,
    Success,
    Ndcg,
    Unjudged,
}
