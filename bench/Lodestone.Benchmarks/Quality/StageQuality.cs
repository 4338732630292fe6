using Lodestone.Evaluation;

namespace Lodestone.Benchmarks;

/// <summary>The quality of one stage on one collection.</summary>
/// <param name="Stage">The stage's name in <see cref="QualityStages"/>.</param>
/// <param name="Ndcg">nDCG@10.</param>
/// <param name="ReciprocalRank">MRR@10.</param>
/// <param name="Recall">Recall@100.</param>
/// <param name="Interval">The confidence interval of nDCG@10's mean; null for one query.</param>
/// <param name="Before">The stage to compare with; null for the first stages.</param>
/// <param name="Comparison">nDCG@10 compared with that stage, query by query.</param>
internal sealed record StageQuality(
    string Stage, double Ndcg, double ReciprocalRank, double Recall, ConfidenceInterval? Interval, string? Before,
    PairedComparison? Comparison);
