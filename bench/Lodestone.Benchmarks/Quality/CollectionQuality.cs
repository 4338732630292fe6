namespace Lodestone.Benchmarks;

/// <summary>How good every stage is on one collection.</summary>
/// <param name="Name">The collection's name.</param>
/// <param name="InAverage">Whether it counts among those the defaults are judged by.</param>
/// <param name="Documents">Documents it has.</param>
/// <param name="Queries">Queries that were asked.</param>
/// <param name="JudgedQueries">Queries that could be asked.</param>
/// <param name="BestPossible">nDCG@10 of the best order of the fused candidates.</param>
/// <param name="Stages">The stages in order.</param>
internal sealed record CollectionQuality(
    string Name, bool InAverage, long Documents, int Queries, int JudgedQueries, double BestPossible, IReadOnlyList<StageQuality> Stages)
{
    public StageQuality Of(string stage) => Stages.First(s => s.Stage == stage);
}
