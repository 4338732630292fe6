using System.Text.Json;

namespace Lodestone.Server.Collections;

/// <summary>What is in a collection, and what it takes.</summary>
/// <param name="Documents">Documents.</param>
/// <param name="Passages">Passages: what is embedded and found.</param>
/// <param name="Sequence">The state it is in: rises by one with every batch that changed something.</param>
/// <param name="BiEncoder">The bi-encoder it was embedded with; null while it is empty.</param>
/// <param name="BiEncoderChecksum">The checksum of that model's files; null while it is empty.</param>
/// <param name="Dimensions">Dimensions of its vectors; 0 while it is empty.</param>
/// <param name="CrossEncoder">The cross-encoder that searches use.</param>
/// <param name="StoreBytes">Bytes of the store on disk.</param>
/// <param name="IndexBytes">Bytes of the indexes on disk.</param>
/// <param name="Fields">Metadata fields, with the kinds of value they hold.</param>
/// <param name="VectorIndex">The vector index; null while the collection is empty.</param>
/// <param name="Notices">What had to be done when it was opened.</param>
internal sealed record StatsResponse(
    long Documents,
    long Passages,
    long Sequence,
    string? BiEncoder,
    string? BiEncoderChecksum,
    int Dimensions,
    string CrossEncoder,
    long StoreBytes,
    long IndexBytes,
    IReadOnlyDictionary<string, string[]> Fields,
    VectorIndexResponse? VectorIndex,
    IReadOnlyList<string> Notices)
{
    public static StatsResponse Of(CollectionStats stats, IReadOnlyList<string> notices) => new(
        stats.Documents,
        stats.Passages,
        stats.Sequence,
        stats.BiEncoder,
        stats.BiEncoderChecksum,
        stats.Dimensions,
        stats.CrossEncoder,
        stats.StoreBytes,
        stats.IndexBytes,
        new SortedDictionary<string, string[]>(
            stats.Fields.ToDictionary(
                f => f.Key, f => f.Value.Select(k => JsonNamingPolicy.CamelCase.ConvertName(k.ToString())).ToArray()),
            StringComparer.Ordinal),
        VectorIndexResponse.Of(stats.VectorIndex, stats.HasGraph),
        notices);
}
