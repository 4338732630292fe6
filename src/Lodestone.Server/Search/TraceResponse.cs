using System.Text.Json.Serialization;
using Lodestone.Indexing;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Search;

/// <summary>What a search did, stage by stage.</summary>
/// <param name="Milliseconds">From the call to the answer.</param>
/// <param name="IndexPath">How the vector index was searched; null when it was not.</param>
/// <param name="Approximate">Whether the nearest vectors may not be all among the candidates.</param>
/// <param name="Degraded">Whether a stage failed, so that the answer is that of the others.</param>
/// <param name="Stages">The stages in the order they ended; one that was skipped is there too, and says why.</param>
/// <param name="Notices">What the caller should know: truncations, fallbacks, another model than asked for.</param>
internal sealed record TraceResponse(
    double Milliseconds,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<SearchPath>))] SearchPath? IndexPath,
    bool Approximate,
    bool Degraded,
    IReadOnlyList<StageResponse> Stages,
    IReadOnlyList<string> Notices)
{
    public static TraceResponse Of(SearchTrace trace) => new(
        WireTime.Milliseconds(trace.Elapsed),
        trace.IndexPath,
        trace.Approximate,
        trace.Degraded,
        [.. trace.Stages.Select(StageResponse.Of)],
        trace.Notices);
}
