using Lodestone.Server.Serialization;

namespace Lodestone.Server;

/// <summary>A search's result in the shape of <c>/v1/collections/{name}/search</c> and of <c>lodestone search --json</c>.</summary>
public static class SearchMapping
{
    /// <summary>The shape of a search's result.</summary>
    /// <param name="result">The collection's result.</param>
    public static SearchResponse ToResponse(this SearchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new SearchResponse
        {
            Query = result.Query,
            Hits = [.. result.Hits.Select(Hit)],
            Candidates = result.TotalHits,
            Sequence = result.Sequence,
            Trace = Trace(result.Trace),
        };
    }

    private static HitResponse Hit(Hit hit) => new()
    {
        Rank = hit.Rank,
        FinalScore = hit.FinalScore,
        DocumentId = hit.DocumentId,
        Title = hit.Title,
        Heading = hit.Heading,
        Text = hit.Text,
        Passage = hit.Passage,
        Range = Ends(hit.Range),
        Highlights = [.. hit.Highlights.Select(Ends)],
        Metadata = hit.Metadata,
        Bm25 = hit.Bm25 is { } words ? new ScorePlaceResponse { Score = words.Bm25Score, Rank = words.Rank } : null,
        BiEncoder = hit.BiEncoder is { } meaning
            ? new SimilarityPlaceResponse { Similarity = meaning.Similarity, Rank = meaning.Rank }
            : null,
        Fused = new ScorePlaceResponse { Score = hit.Fused.FusedScore, Rank = hit.Fused.Rank },
        CrossEncoder = hit.CrossEncoder is { } read
            ? new RerankPlaceResponse
            {
                Logit = read.Logit,
                Probability = read.Probability,
                Rank = read.Rank,
                DroppedTokens = read.DroppedTokens,
            }
            : null,
        Outcome = (HitOutcome)hit.Outcome,
    };

    private static IReadOnlyList<int> Ends(TextRange range) => [range.Start, range.End];

    private static TraceResponse Trace(SearchTrace trace) => new()
    {
        Milliseconds = WireTime.Milliseconds(trace.Elapsed),
        IndexPath = (VectorSearchPath?)trace.IndexPath,
        Approximate = trace.Approximate,
        Degraded = trace.Degraded,
        Stages = [.. trace.Stages.Select(Stage)],
        Notices = trace.Notices,
    };

    private static StageResponse Stage(StageTrace stage) => new()
    {
        Stage = stage.Stage,
        StartedMilliseconds = WireTime.Milliseconds(stage.Started),
        Milliseconds = WireTime.Milliseconds(stage.Elapsed),
        Count = stage.Count,
        ModelRuns = stage.ModelRuns,
        Tokens = stage.Tokens,
        CacheHits = stage.CacheHits,
        Skipped = stage.Skipped,
        Failure = stage.Failure,
    };
}
