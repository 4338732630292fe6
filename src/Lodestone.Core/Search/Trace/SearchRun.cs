using Lodestone.Encoders;
using Lodestone.Snapshots;

namespace Lodestone.Search.Trace;

/// <summary>The inputs that every stage of one search reads, and the trace that it reports to.</summary>
/// <param name="Query">The query, validated; empty for a search near a vector or a document.</param>
/// <param name="Options">The options, validated.</param>
/// <param name="Held">The snapshot that is searched.</param>
/// <param name="Tracer">The trace.</param>
/// <param name="Ticket">The search's arrival, by which its model runs are ordered.</param>
internal sealed record SearchRun(string Query, SearchOptions Options, HeldSnapshot Held, SearchTracer Tracer, WorkTicket Ticket)
{
    /// <summary>The vector or the document to search near; null for a query in words.</summary>
    public SearchTarget? Near { get; init; }

    /// <summary>The scale of the reranker's logits, once it is known; null for a reranker without one.</summary>
    public LogitScale? Logits { get; set; }

    /// <summary>The effort of reranking, once the model is known.</summary>
    public RerankEffort Effort { get; set; }
}

/// <summary>The place in the vector space that a search without words looks near.</summary>
/// <param name="Vector">A vector of the caller; null for a document.</param>
/// <param name="DocumentId">A document of the collection; null for a vector.</param>
internal sealed record SearchTarget(ReadOnlyMemory<float>? Vector, string? DocumentId);
