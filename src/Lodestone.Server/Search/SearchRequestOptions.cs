using System.Text.Json;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Search;

/// <summary>Maps a search request to the library's options.</summary>
internal static class SearchRequestOptions
{
    private static readonly SearchOptions Defaults = new();

    /// <exception cref="RequestException">The field for reranking has another type, or the page is too deep.</exception>
    /// <exception cref="FilterException">The filter cannot be parsed.</exception>
    public static SearchOptions ToOptions(this SearchRequest request) => WithinPages(Options(request));

    /// <inheritdoc cref="ToOptions(SearchRequest)"/>
    public static SearchOptions ToOptions(this SimilarRequest request) => WithinPages(new SearchOptions
    {
        Top = request.Top ?? Defaults.Top,
        Skip = request.Skip ?? 0,
        Candidates = request.Candidates ?? Defaults.Candidates,
        Retrieval = RetrievalMode.Dense,
        Rerank = SearchRerankOptions.Off,
        Filter = string.IsNullOrWhiteSpace(request.Filter) ? null : Filter.Parse(request.Filter),
        Budget = request.BudgetMilliseconds is { } budget ? TimeSpan.FromMilliseconds(budget) : null,
        Exact = request.Exact ?? false,
        EfSearch = request.Exploration,
        PassagesPerDocument = request.PassagesPerDocument ?? Defaults.PassagesPerDocument,
    });

    private static SearchOptions WithinPages(SearchOptions options)
    {
        // The library refuses it too, with the names of its C# options.
        return options.Skip + options.Top <= options.MostHits ? options : throw RequestShape.Mistake("top", FormattableString.Invariant(
            $"Hits {options.Skip + 1} to {options.Skip + options.Top} were asked for by 'skip' and 'top', and there are at most ") +
            FormattableString.Invariant($"{options.MostHits}: {options.Candidates} 'candidates' from each first stage that runs. ") +
            "Ask for fewer, or raise 'candidates' on every page alike.");
    }

    private static SearchOptions Options(SearchRequest request) => new()
    {
        Top = request.Top ?? Defaults.Top,
        Skip = request.Skip ?? 0,
        Candidates = request.Candidates ?? Defaults.Candidates,
        Retrieval = (RetrievalMode)(request.Retrieval ?? SearchRetrieval.Hybrid),
        Fusion = Fusion(request.Fusion ?? new FusionRequest()),
        Rerank = Rerank(request.Rerank),
        MinProbability = request.MinProbability,
        Filter = string.IsNullOrWhiteSpace(request.Filter) ? null : Filter.Parse(request.Filter),
        Strict = request.Strict ?? false,
        Budget = request.BudgetMilliseconds is { } budget ? TimeSpan.FromMilliseconds(budget) : null,
        Exact = request.Exact ?? false,
        EfSearch = request.Exploration,
        PassagesPerDocument = request.PassagesPerDocument ?? Defaults.PassagesPerDocument,
    };

    private static FusionOptions Fusion(FusionRequest request)
    {
        var options = new FusionOptions
        {
            Method = (FusionMethod)(request.Method ?? FusionFormula.MinMax),
            Bm25Weight = request.Bm25Weight ?? Defaults.Fusion.Bm25Weight,
            SimilarityWeight = request.SimilarityWeight ?? Defaults.Fusion.SimilarityWeight,
            RankConstant = request.RankConstant ?? Defaults.Fusion.RankConstant,
            AdaptBm25 = request.AdaptBm25 ?? true,
        };
        return options.Bm25Weight + options.SimilarityWeight > 0 ? options : throw RequestShape.Mistake(
            "fusion.bm25Weight",
            "'fusion.bm25Weight' and 'fusion.similarityWeight' are both 0, so no score would count. Set at least one of them above 0.");
    }

    // True, false, an object, or null.
    private static SearchRerankOptions Rerank(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.True } => new SearchRerankOptions(),
        { ValueKind: JsonValueKind.False } => SearchRerankOptions.Off,
        { ValueKind: JsonValueKind.Object } how => Rerank(RequestJson.Bind(how, ContractsJson.TypeInfo<RerankRequest>(), "rerank")),
        { } other => throw RequestShape.Mistake(
            "rerank", $"'rerank' is {FieldRule.Name(other)}; accepted is true, false, or an object that says how."),
    };

    private static SearchRerankOptions Rerank(RerankRequest request) => new()
    {
        Enabled = request.Enabled ?? true,
        Effort = (RerankEffort)(request.Effort ?? RerankingEffort.Balanced),
        Depth = request.Depth ?? Defaults.Rerank.Depth,
        CrossEncoderWeight = request.CrossEncoderWeight,
        HalfLogit = request.HalfLogit ?? Defaults.Rerank.HalfLogit,
        LongPassages = (LongPassages)(request.LongPassages ?? LongPassageReading.Truncate),
    };
}
