using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lodestone;

/// <summary>The activity source and the meter that observe searches and indexing.</summary>
/// <remarks>Neither carries the text of a query or of a document.</remarks>
public static class LodestoneDiagnostics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Lodestone";

    internal static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> SearchDuration =
        Meter.CreateHistogram<double>("lodestone.search.duration", "s", "From the call of a search to its answer.");

    internal static readonly Histogram<double> StageDuration =
        Meter.CreateHistogram<double>("lodestone.stage.duration", "s", "Time in one stage of a search.");

    internal static readonly Counter<long> StageFailures =
        Meter.CreateCounter<long>("lodestone.stage.failures", "{failure}", "Stages that failed while the search went on.");

    internal static readonly Counter<long> ModelRuns =
        Meter.CreateCounter<long>("lodestone.model.runs", "{run}", "Model runs, by stage.");

    internal static readonly Counter<long> ModelTokens =
        Meter.CreateCounter<long>("lodestone.model.tokens", "{token}", "Tokens that model runs read, by stage.");

    internal static readonly Counter<long> VectorSearches =
        Meter.CreateCounter<long>("lodestone.vector.searches", "{search}", "Searches of the vector index, by the path they took.");

    internal static readonly Counter<long> CacheHits =
        Meter.CreateCounter<long>("lodestone.cache.hits", "{hit}", "Answers that came from a cache, by stage.");

    internal static readonly Counter<long> IndexedDocuments =
        Meter.CreateCounter<long>("lodestone.index.documents", "{document}", "Documents written, by what happened to them.");

    internal static readonly Counter<long> IndexedPassages =
        Meter.CreateCounter<long>("lodestone.index.passages", "{passage}", "Passages written.");
}
