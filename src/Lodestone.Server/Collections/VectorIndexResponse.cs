using System.Text.Json.Serialization;
using Lodestone.Indexing;

namespace Lodestone.Server.Collections;

/// <summary>What an examination of a vector index found.</summary>
/// <param name="Kind"><c>graph</c>, or <c>exact</c> where every vector is compared; absent where nobody asked.</param>
/// <param name="Vectors">Vectors that can be found.</param>
/// <param name="Removed">Vectors removed, whose place has not been repaired yet.</param>
/// <param name="MemoryBytes">Bytes of memory it holds.</param>
/// <param name="ReachableShare">Share of the vectors that a walk can reach: 1 is all.</param>
/// <param name="SampledRecall">Share of the exact ten nearest of a sample that a search finds; null without a sample.</param>
/// <param name="Sample">Vectors the sample had.</param>
internal sealed record VectorIndexResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Kind,
    int Vectors,
    int Removed,
    long MemoryBytes,
    double ReachableShare,
    double? SampledRecall,
    int Sample)
{
    public static VectorIndexResponse? Of(VectorIndexHealth? health, bool? hasGraph = null) => health is null ? null : new(
        hasGraph switch
        {
            true => "graph",
            false => "exact",
            null => null,
        },
        health.Count,
        health.Removed,
        health.MemoryBytes,
        health.ReachableShare,
        health.SampledRecall,
        health.Sample);
}
