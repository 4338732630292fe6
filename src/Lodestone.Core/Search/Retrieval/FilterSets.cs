using Lodestone.Caching;
using Lodestone.Indexing;
using Lodestone.Search.Tracing;
using Lodestone.Snapshots;
using Lodestone.Storage;

namespace Lodestone.Search.Retrieval;

/// <summary>The passages that filters let through, remembered while the collection stays as it is.</summary>
internal sealed class FilterSets : IDisposable
{
    private const long Bytes = 32 << 20;
    private readonly ByteCache<(string Filter, long Sequence), KeySet> _sets = new(Bytes);

    public KeySet Of(Filter filter, SearchLease lease, StageReport report, FilterWork work)
    {
        var key = (filter.ToString(), lease.Sequence);
        if (_sets.TryGet(key, out var known))
            report.CacheHits = 1;
        else
        {
            known = lease.Store.Match(filter, work);
            _sets.Set(key, known, (int)Math.Min(int.MaxValue / 2, lease.MaxKey / 8));
        }

        report.Count = known.Count;
        return known;
    }

    public void Dispose() => _sets.Dispose();
}
