using System.Text.Json;
using Lodestone.Indexing;

namespace Lodestone.Cli;

/// <summary>A collection's figures as JSON.</summary>
internal static class StatsJson
{
    public static void Write(Utf8JsonWriter json, CollectionStats stats, IReadOnlyList<string> notices)
    {
        json.WriteStartObject();
        json.WriteNumber("documents", stats.Documents);
        json.WriteNumber("passages", stats.Passages);
        json.WriteNumber("sequence", stats.Sequence);
        json.WriteString("biEncoder", stats.BiEncoder);
        json.WriteString("biEncoderChecksum", stats.BiEncoderChecksum);
        json.WriteNumber("dimensions", stats.Dimensions);
        json.WriteString("crossEncoder", stats.CrossEncoder);
        json.WriteNumber("storeBytes", stats.StoreBytes);
        json.WriteNumber("indexBytes", stats.IndexBytes);
        json.WriteStartObject("fields");
        foreach (var (field, kinds) in stats.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
            json.Strings(field, kinds.Select(k => JsonNamingPolicy.CamelCase.ConvertName(k.ToString())));
        json.WriteEndObject();
        json.Health("vectorIndex", stats.VectorIndex, stats.HasGraph);
        json.Strings("notices", notices);
        json.WriteEndObject();
    }

    public static void Health(this Utf8JsonWriter json, string name, VectorIndexHealth? health, bool? hasGraph = null)
    {
        if (health is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        if (hasGraph is { } graph)
            json.WriteString("kind", graph ? "graph" : "exact");
        json.WriteNumber("vectors", health.Count);
        json.WriteNumber("removed", health.Removed);
        json.WriteNumber("memoryBytes", health.MemoryBytes);
        json.WriteNumber("reachableShare", health.ReachableShare);
        json.Number("sampledRecall", health.SampledRecall);
        json.WriteNumber("sample", health.Sample);
        json.WriteEndObject();
    }
}
