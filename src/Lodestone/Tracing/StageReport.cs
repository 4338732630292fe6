namespace Lodestone;

/// <summary>What a stage counts while it runs.</summary>
internal sealed class StageReport
{
    public int Count { get; set; }

    public int ModelRuns { get; set; }

    public int CacheHits { get; set; }

    public long Tokens { get; set; }
}
