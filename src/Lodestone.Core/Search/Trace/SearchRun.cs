using Lodestone.Encoders;
using Lodestone.Snapshots;

namespace Lodestone.Search.Trace;

/// <summary>The inputs that every stage of one search reads, and the trace that it reports to.</summary>
/// <param name="Query">The query, validated.</param>
/// <param name="Options">The options, validated.</param>
/// <param name="Held">The snapshot that is searched.</param>
/// <param name="Tracer">The trace.</param>
/// <param name="Ticket">The search's arrival, by which its model runs are ordered.</param>
internal sealed record SearchRun(string Query, SearchOptions Options, HeldSnapshot Held, SearchTracer Tracer, WorkTicket Ticket);
