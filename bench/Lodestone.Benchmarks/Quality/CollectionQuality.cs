namespace Lodestone.Benchmarks;

/// <summary>The quality of every stage on one collection.</summary>
/// <param name="Name">The collection's name.</param>
/// <param name="InAverage">Whether it is in the average by which the defaults are judged.</param>
/// <param name="Documents">The number of documents.</param>
/// <param name="Queries">The number of queries searched.</param>
/// <param name="JudgedQueries">The number of judged queries.</param>
/// <param name="BestPossible">nDCG@10 of the best order of the fused candidates.</param>
/// <param name="Stages">The stages in order.</param>
internal sealed record CollectionQuality(
    string Name, bool InAverage, long Documents, int Queries, int JudgedQueries, double BestPossible, IReadOnlyList<StageQuality> Stages)
{
    public StageQuality Of(string stage) => Stages.First(s => s.Stage == stage);
}
