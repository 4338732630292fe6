using System.Text.Json;
using Lodestone.Indexing;

namespace Lodestone.Server;

/// <summary>A collection's statistics in the shape of <c>GET /v1/collections/{name}</c> and of <c>lodestone stats --json</c>.</summary>
public static class StatsMapping
{
    /// <summary>The shape of a collection's statistics.</summary>
    /// <param name="stats">The statistics.</param>
    /// <param name="notices">Repairs made when the collection was opened: <see cref="Collection.Notices"/>.</param>
    public static StatsResponse ToResponse(this CollectionStats stats, IReadOnlyList<string> notices)
    {
        ArgumentNullException.ThrowIfNull(stats);
        return new StatsResponse
        {
            Documents = stats.Documents,
            Passages = stats.Passages,
            Sequence = stats.Sequence,
            BiEncoder = stats.BiEncoder,
            BiEncoderChecksum = stats.BiEncoderChecksum,
            Dimensions = stats.Dimensions,
            CrossEncoder = stats.CrossEncoder,
            StoreBytes = stats.StoreBytes,
            IndexBytes = stats.IndexBytes,
            Fields = new SortedDictionary<string, IReadOnlyList<string>>(
                stats.Fields.ToDictionary(f => f.Key, f => KindNames(f.Value)), StringComparer.Ordinal),
            VectorIndex = stats.VectorIndex?.ToResponse(stats.HasGraph),
            Notices = notices,
        };
    }

    /// <summary>The shape of the health of a vector index.</summary>
    /// <param name="health">The result of an examination.</param>
    /// <param name="hasGraph">Whether the index has a graph; false where it compares every vector; null omits it.</param>
    public static VectorIndexResponse ToResponse(this VectorIndexHealth health, bool? hasGraph = null)
    {
        ArgumentNullException.ThrowIfNull(health);
        return new VectorIndexResponse
        {
            Kind = hasGraph switch
            {
                true => "graph",
                false => "exact",
                null => null,
            },
            Vectors = health.Count,
            Removed = health.Removed,
            MemoryBytes = health.MemoryBytes,
            ReachableShare = health.ReachableShare,
            SampledRecall = health.SampledRecall,
            Sample = health.Sample,
        };
    }

    private static IReadOnlyList<string> KindNames(IEnumerable<MetadataKind> kinds) =>
        [.. kinds.Select(k => JsonNamingPolicy.CamelCase.ConvertName(k.ToString()))];
}
