using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Server.Serialization;
using System.Text.Json;

namespace Lodestone.Server;

/// <summary>The library's results in the shapes of the routes below <c>/v1</c>, which <c>--json</c> of the command line has too.</summary>
public static class ResponseMapping
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
            BelowMinProbability = result.BelowMinProbability,
            Answer = (SearchAnswer)result.Answer,
            Sequence = result.Sequence,
            UnknownFields = result.UnknownFields is { Count: > 0 } unknown ? unknown : null,
            Trace = Trace(result.Trace),
        };
    }

    /// <summary>The shape of facets.</summary>
    /// <param name="facets">The collection's facets.</param>
    /// <param name="unknownFields">The fields of the request that no document has. Default: none.</param>
    public static FacetsResponse ToResponse(this IReadOnlyList<Facet> facets, IReadOnlyList<string>? unknownFields = null)
    {
        ArgumentNullException.ThrowIfNull(facets);
        return new FacetsResponse
        {
            Facets = [.. facets.Select(Facet)],
            UnknownFields = unknownFields is { Count: > 0 } ? unknownFields : null,
        };
    }

    private static FacetResponse Facet(Facet facet) => new()
    {
        Field = facet.Field,
        DistinctValues = facet.DistinctValues,
        Documents = facet.Documents,
        Values = [.. facet.Values.Select(v => new FacetValueResponse { Value = v.Value, Documents = v.Documents })],
    };

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
        Bm25 = hit.Bm25 is { } words ? new ScorePlaceResponse { Score = words.Score, Rank = words.Rank } : null,
        BiEncoder = hit.Similarity is { } meaning
            ? new SimilarityPlaceResponse { Similarity = meaning.Score, Rank = meaning.Rank }
            : null,
        Fused = new ScorePlaceResponse { Score = hit.Fused.Score, Rank = hit.Fused.Rank },
        CrossEncoder = hit.Logit is { } read
            ? new RerankPlaceResponse
            {
                Logit = (float)read.Score,
                Probability = hit.Probability!.Value,
                Rank = read.Rank,
                DroppedTokens = hit.DroppedTokens,
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
        Findable = trace.Findable,
        Bm25Share = trace.Bm25Share,
        RerankShare = trace.RerankShare is { } share
            ? new RerankShareResponse
            {
                Share = share.Share,
                Basis = (ShareBasis)share.Basis,
                Passages = share.Passages,
                BestLogit = share.BestLogit,
            }
            : null,
        Effort = (RerankingEffort?)trace.Effort,
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
        FailureCode = stage.FailureCode,
        Model = stage.Model,
    };

    /// <summary>The shape of a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="id">Maps a passage's index to the caller's name for it, or to null. Default: no names.</param>
    public static ComparisonResponse ToResponse(this EncoderComparison comparison, Func<int, string?>? id = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ComparisonResponse
        {
            Query = comparison.Query,
            BiEncoder = new BiEncoderCostResponse
            {
                Model = comparison.BiEncoderModel,
                Milliseconds = WireTime.Milliseconds(comparison.Corpus.Elapsed + comparison.QueryEmbedding.Elapsed),
                CorpusMilliseconds = WireTime.Milliseconds(comparison.Corpus.Elapsed),
                QueryMilliseconds = WireTime.Milliseconds(comparison.QueryEmbedding.Elapsed),
                CorpusRuns = comparison.Corpus.ModelRuns,
                QueryRuns = comparison.QueryEmbedding.ModelRuns,
            },
            CrossEncoder = new CrossEncoderCostResponse
            {
                Model = comparison.CrossEncoderModel,
                Milliseconds = WireTime.Milliseconds(comparison.Pairs.Elapsed),
                Runs = comparison.Pairs.ModelRuns,
            },
            Passages = [.. comparison.Passages.Select(p => Passage(p, id?.Invoke(p.Index)))],
        };
    }

    /// <summary>Maps an explanation to its JSON shape.</summary>
    /// <param name="explained">The explanation.</param>
    public static ExplainResponse ToResponse(this ScoreExplanation explained)
    {
        ArgumentNullException.ThrowIfNull(explained);
        return new ExplainResponse
        {
            BiEncoder = Explanation(explained.BiEncoder, explained.BiEncoderElapsed),
            CrossEncoder = Explanation(explained.CrossEncoder, explained.CrossEncoderElapsed),
        };
    }

    private static ExplanationResponse Explanation(Explanation explained, TimeSpan elapsed) => new()
    {
        Model = explained.Model,
        Score = explained.Score,
        Unit = (PassageParts)explained.Unit,
        Joined = explained.Joined,
        Read = new WindowResponse { Start = explained.Read.Start, End = explained.Read.End },
        Runs = explained.Runs,
        Milliseconds = WireTime.Milliseconds(elapsed),
        Parts =
        [
            .. explained.Parts.Select(p => new ExplainedPartResponse
            {
                Start = p.Range.Start,
                End = p.Range.End,
                Contribution = p.Contribution,
            }),
        ],
    };

    private static ComparedPassageResponse Passage(ComparedPassage passage, string? id) => new()
    {
        Index = passage.Index,
        Id = id,
        Text = passage.Text,
        BiEncoder = new BiEncoderPlaceResponse
        {
            Rank = passage.BiEncoderRank,
            Similarity = passage.Similarity,
            Tokens = passage.Usage.Tokens,
            DroppedTokens = passage.Usage.DroppedTokens,
        },
        CrossEncoder = new CrossEncoderPlaceResponse
        {
            Rank = passage.CrossEncoderRank,
            State = (PassageScoring)passage.Score.State,
            Logit = passage.Score.Logit,
            Probability = passage.Score.Probability,
            Tokens = passage.Score.Tokens,
            DroppedTokens = passage.Score.DroppedTokens,
            Window = passage.Score.Window is { } window ? new WindowResponse { Start = window.Start, End = window.End } : null,
        },
        Moved = passage.Moved,
    };

    /// <summary>The shape of a stored document.</summary>
    /// <param name="document">The document.</param>
    public static DocumentResponse ToResponse(this Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new DocumentResponse
        {
            Id = document.Id,
            Title = document.Title,
            Text = document.Text,
            Headings = [.. document.Headings.Select(h => new DocumentHeading { Start = h.Start, Level = h.Level, Text = h.Text })],
            Metadata = document.Metadata,
        };
    }

    /// <summary>The shape of a batch's report.</summary>
    /// <param name="report">The report.</param>
    public static UpsertResponse ToResponse(this UpsertReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new UpsertResponse
        {
            Added = report.Count(DocumentChange.Added),
            Replaced = report.Count(DocumentChange.Replaced),
            Unchanged = report.Count(DocumentChange.Unchanged),
            Superseded = report.Count(DocumentChange.Superseded),
            Passages = report.Passages,
            Embedded = report.Embedded,
            TokensDropped = report.TokensDropped,
            Sequence = report.Sequence,
            WithoutWords = report.WithoutWords,
        };
    }

    /// <summary>The shape of an indexing run's report; <see cref="IndexingResponse.Type"/> is null.</summary>
    /// <param name="report">The report.</param>
    public static IndexingResponse ToResponse(this IndexingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new IndexingResponse
        {
            Added = report.Added,
            Replaced = report.Replaced,
            Unchanged = report.Unchanged,
            Superseded = report.Superseded,
            SupersededIds = report.SupersededIds,
            Passages = report.Passages,
            Embedded = report.Embedded,
            TokensDropped = report.TokensDropped,
            Milliseconds = WireTime.Milliseconds(report.Elapsed),
            Sequence = report.Sequence,
            WithoutWords = report.WithoutWords,
            Problems = [.. report.Problems.Select(Problem)],
            Notes = [.. report.Noted.SelectMany(item => item.Notes.Select(note => Note(item, note)))],
        };
    }

    private static ReadProblemResponse Problem(ReadProblem problem) =>
        new() { Path = problem.Path, Line = problem.Line, Kind = problem.Kind, Reason = problem.Reason };

    private static ReadNoteResponse Note(ReadItem item, ReadNote note) =>
        new() { Path = item.Path, Line = item.Line, Kind = note.Kind, Message = note.Message };

    /// <summary>The shape of a collection's statistics.</summary>
    /// <param name="stats">The statistics.</param>
    /// <param name="notices">Repairs made when the collection was opened: <see cref="Collection.Notices"/>.</param>
    public static StatsResponse ToResponse(this CollectionStats stats, IReadOnlyList<string> notices)
    {
        ArgumentNullException.ThrowIfNull(stats);
        return new StatsResponse
        {
            Documents = stats.Documents,
            Passages = stats.Passages,
            Sequence = stats.Sequence,
            BiEncoder = stats.BiEncoder,
            BiEncoderChecksum = stats.BiEncoderChecksum,
            Dimensions = stats.Dimensions,
            CrossEncoder = stats.CrossEncoder,
            StoreBytes = stats.StoreBytes,
            IndexBytes = stats.IndexBytes,
            Fields = new SortedDictionary<string, IReadOnlyList<string>>(
                stats.Fields.ToDictionary(f => f.Key, f => KindNames(f.Value)), StringComparer.Ordinal),
            VectorIndex = stats.VectorIndex?.ToResponse(stats.HasGraph),
            Notices = notices,
        };
    }

    /// <summary>The shape of the health of a vector index.</summary>
    /// <param name="health">The result of an examination.</param>
    /// <param name="hasGraph">Whether the index has a graph; false where it compares every vector; null omits it.</param>
    public static VectorIndexResponse ToResponse(this VectorIndexHealth health, bool? hasGraph = null)
    {
        ArgumentNullException.ThrowIfNull(health);
        return new VectorIndexResponse
        {
            Kind = hasGraph switch
            {
                true => "graph",
                false => "exact",
                null => null,
            },
            Vectors = health.Count,
            Removed = health.Removed,
            MemoryBytes = health.MemoryBytes,
            ReachableShare = health.ReachableShare,
            SampledRecall = health.SampledRecall,
            Sample = health.Sample,
        };
    }

    private static IReadOnlyList<string> KindNames(IEnumerable<MetadataKind> kinds) =>
        [.. kinds.Select(k => JsonNamingPolicy.CamelCase.ConvertName(k.ToString()))];
}
