using Lodestone.Evaluation;

namespace Lodestone.Benchmarks;

/// <summary>How good one stage is on one collection.</summary>
/// <param name="Stage">Its name in <see cref="QualityStages"/>.</param>
/// <param name="Ndcg">nDCG@10.</param>
/// <param name="ReciprocalRank">MRR@10.</param>
/// <param name="Recall">Recall@100.</param>
/// <param name="Interval">The confidence interval of nDCG@10's mean; null for one query.</param>
/// <param name="Before">The stage it is compared with; null for the first stages.</param>
/// <param name="Comparison">nDCG@10 against that stage, query by query.</param>
internal sealed record StageQuality(
    string Stage, double Ndcg, double ReciprocalRank, double Recall, ConfidenceInterval? Interval, string? Before,
    PairedComparison? Comparison);
