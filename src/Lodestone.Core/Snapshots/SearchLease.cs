using Lodestone.Indexing;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Snapshots;

/// <summary>One state of a collection, held for one search: store, vectors and words of the same moment.</summary>
internal sealed class SearchLease(CollectionSnapshot state, StoreSnapshot store) : IDisposable
{
    public StoreSnapshot Store { get; } = store;

    public long Sequence => state.Sequence;

    public VectorSpace Space => state.Space;

    public VectorIndex Vectors => state.Vectors;

    public KeywordSnapshot Keywords => state.Keywords;

    public long MaxKey => state.MaxKey;

    public KeySet? Hidden => state.Hidden;

    public void Dispose()
    {
        Store.Dispose();
        state.Release();
    }
}
