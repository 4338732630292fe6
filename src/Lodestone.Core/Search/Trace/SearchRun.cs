using Lodestone.Snapshots;

namespace Lodestone.Search.Trace;

/// <summary>What every stage of one search reads, and where it reports.</summary>
/// <param name="Query">The query, checked.</param>
/// <param name="Options">The options, checked.</param>
/// <param name="Held">The snapshot that is searched.</param>
/// <param name="Tracer">The trace.</param>
internal sealed record SearchRun(string Query, SearchOptions Options, HeldSnapshot Held, SearchTracer Tracer);
