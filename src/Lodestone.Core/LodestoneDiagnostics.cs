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

    // From a millisecond to the longest search; the defaults of exporters are made for milliseconds, or end at 10 s.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    internal static readonly Histogram<double> SearchDuration =
        Meter.CreateHistogram("lodestone.search.duration", "s", "The duration of a search, from call to result.", advice: Seconds);

    internal static readonly Histogram<double> StageDuration =
        Meter.CreateHistogram("lodestone.stage.duration", "s", "The duration of one stage of a search.", advice: Seconds);

    internal static readonly Counter<long> StageFailures =
        Meter.CreateCounter<long>("lodestone.stage.failures", "{failure}", "The number of stages that failed in a degraded search.");

    internal static readonly Counter<long> ModelRuns =
        Meter.CreateCounter<long>("lodestone.model.runs", "{run}", "The number of model runs, by stage.");

    internal static readonly Counter<long> ModelTokens =
        Meter.CreateCounter<long>("lodestone.model.tokens", "{token}", "The number of tokens that model runs read, by stage.");

    internal static readonly Counter<long> VectorSearches =
        Meter.CreateCounter<long>("lodestone.vector.searches", "{search}", "The number of vector index searches, by search path.");

    internal static readonly Counter<long> CacheHits =
        Meter.CreateCounter<long>("lodestone.cache.hits", "{hit}", "The number of results taken from a cache, by stage.");

    internal static readonly Counter<long> IndexedDocuments =
        Meter.CreateCounter<long>("lodestone.index.documents", "{document}", "The number of documents indexed, by outcome.");

    internal static readonly Counter<long> IndexedPassages =
        Meter.CreateCounter<long>("lodestone.index.passages", "{passage}", "The number of passages written.");
}
