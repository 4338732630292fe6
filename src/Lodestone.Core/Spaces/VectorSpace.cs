using Lodestone.Caching;
using Lodestone.Search.Retrieval;
using Lodestone.Storage;

namespace Lodestone.Spaces;

/// <summary>What searches and writes a vector space: its indexes, its encoder, and what is remembered of queries.</summary>
internal sealed class VectorSpace : IDisposable
{
    private readonly ByteCache<string, float[]> _queries;
    private readonly FilterSets _filters;

    public VectorSpace(StoredSpace stored, SpaceIndexes indexes, SpaceEncoder encoder, CollectionOptions options, string path)
    {
        Stored = stored;
        Indexes = indexes;
        Encoder = encoder;
        Tokenizer = SpaceSettings.Tokenizer(stored.Space, path);
        _queries = new ByteCache<string, float[]>(options.QueryCacheBytes);
        _filters = new FilterSets();
        FirstStages = new FirstStages(encoder.GetAsync, _queries, _filters);
    }

    public StoredSpace Stored { get; }

    public SpaceIndexes Indexes { get; }

    public SpaceEncoder Encoder { get; }

    public FirstStages FirstStages { get; }

    /// <summary>The checksum of the tokenizer whose ids are stored; null if no other encoder can read them.</summary>
    public string? Tokenizer { get; }

    public void Dispose()
    {
        Indexes.Dispose();
        _queries.Dispose();
        _filters.Dispose();
    }
}
