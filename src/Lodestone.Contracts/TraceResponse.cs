using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The work of a search, stage by stage.</summary>
public sealed record TraceResponse
{
    /// <summary>From the call to the answer.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>How the vector index was searched; null when it was not.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<VectorSearchPath>))]
    public required VectorSearchPath? IndexPath { get; init; }

    /// <summary>Whether the nearest vectors may not be all among the candidates.</summary>
    public required bool Approximate { get; init; }

    /// <summary>Whether a stage failed, so that the answer is that of the others.</summary>
    public required bool Degraded { get; init; }

    /// <summary>The stages in the order they ended; one that was skipped is there too, and says why.</summary>
    public required IReadOnlyList<StageResponse> Stages { get; init; }

    /// <summary>Notices for the caller: truncations, fallbacks, another model than asked for.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}

/// <summary>The work of one stage of a search.</summary>
public sealed record StageResponse
{
    /// <summary>Its name.</summary>
    public required string Stage { get; init; }

    /// <summary>When it began, from the start of the search.</summary>
    public required double StartedMilliseconds { get; init; }

    /// <summary>How long it took.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>How many candidates it gave.</summary>
    public required int Count { get; init; }

    /// <summary>How many model runs it needed.</summary>
    public required int ModelRuns { get; init; }

    /// <summary>How many tokens those runs read.</summary>
    public required long Tokens { get; init; }

    /// <summary>How many of its answers came from a cache.</summary>
    public required int CacheHits { get; init; }

    /// <summary>The reason that it did not run; null if it did.</summary>
    public required string? Skipped { get; init; }

    /// <summary>The reason that it failed; null if it did not.</summary>
    public required string? Failure { get; init; }
}

/// <summary>How the vector index was searched.</summary>
public enum VectorSearchPath
{
    /// <summary>There was nothing to search.</summary>
    Empty,

    /// <summary>Every vector was compared. Exact.</summary>
    ExactScan,

    /// <summary>Every vector the filter allows was compared. Exact.</summary>
    FilteredExactScan,

    /// <summary>The graph was walked. Approximate.</summary>
    GraphWalk,

    /// <summary>The graph was walked through vectors the filter forbids to those it allows. Approximate.</summary>
    FilteredGraphWalk,

    /// <summary>A walk was begun, found too few or took longer than comparing all would have, and all were compared. Exact.</summary>
    FellBackToExact,
}
