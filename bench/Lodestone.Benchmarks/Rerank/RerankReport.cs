namespace Lodestone.Benchmarks;

/// <summary>Writes the report on reranking.</summary>
internal sealed class RerankReport(IReadOnlyList<RerankResult> results, int rounds, int depth)
{
    public BenchmarkReport Build() => new("rerank", "How fast is reranking, and against what?", Markdown(), Figures(), Faults());

    private string Markdown() => $"""
        ## Lodestone's speed, as a multiple

        {Ratios()}
        ## Pairs a second

        The median of {Figure.Rounds(rounds)}, and the slowest and fastest of them.

        {Rates()}
        ## Do they agree?

        {Agreement()}
        Lodestone's graph is another quantisation of the same model than the stock export, so the two agree in rank, not in every digit.
        transformers.js cuts the last [SEP] off a pair it truncates, and int8 scores depend on batch mates: so it differs a little from the
        stock export on the same passages.

        ## What was run

        {string.Join('\n', results.Select(Describe))}

        Each collection's first judged queries, in file order, with the first {depth} documents BM25 finds for each. One warm-up, then
        {Figure.Rounds(rounds)}, the systems taking turns. A multiple is the median over the rounds of the two times of one round.

        {string.Join('\n', results[0].Systems.Select(system => $"- {system.Key}: {system.Description}."))}
        """;

    private MarkdownTable Ratios()
    {
        var table = new MarkdownTable("of", [.. Titles(), "expected"]);
        table.Row("the raw limit", [.. results.Select(r => Figure.Ratio(r.Lodestone.SpeedOver(r.Raw))), "at least 0.95"]);
        table.Row(
            "the stock export, padded batches", [.. results.Select(r => Figure.Ratio(r.Lodestone.SpeedOver(r.Stock))), "at least 2 and 4"]);
        table.Row(
            "transformers.js", [.. results.Select(r => Figure.Ratio(r.Lodestone.SpeedOver(r.TransformersJs))), "more than that"]);
        return table;
    }

    private MarkdownTable Rates()
    {
        var table = new MarkdownTable("system", Titles());
        for (var i = 0; i < results[0].Systems.Count; i++)
            table.Row(results[0].Systems[i].Key, results.Select(r => Figure.Spread(r.Systems[i], r.Pairs)));
        return table;
    }

    private MarkdownTable Agreement() => new MarkdownTable("", Titles())
        .Row("largest difference of a logit to the raw limit's (must be 0)", results.Select(r => $"{r.LargestDifferenceToRaw:G3}"))
        .Row("Spearman to the stock export, mean over queries", results.Select(r => $"{r.SpearmanToStock:0.0000}"))
        .Row("queries with the same best passage as the stock export", results.Select(r => $"{r.SameBest} of {r.Queries}"))
        .Row("largest difference of a logit between stock and transformers.js", results.Select(r => $"{r.LargestDifferenceOfStocks:G3}"));

    private static string Describe(RerankResult r) =>
        $"- {r.Collection}: {r.Queries} queries, {r.Pairs} pairs of {Statistics.Median(r.TokensPerPair):0} tokens in the median, " +
        $"{r.TokensPerPair.Max():0} at most.";

    private IEnumerable<string> Titles() => results.Select(r => r.Collection);

    private List<string> Faults() =>
    [
        // Not 'greater than 0', because a NaN is a fault too.
        .. results.Where(r => r.LargestDifferenceToRaw is not 0)
            .Select(r => $"on {r.Collection} a logit differs from the raw limit's by {r.LargestDifferenceToRaw:G3}."),
    ];

    private object Figures() => new
    {
        rounds,
        collections = results.Select(r => new
        {
            name = r.Collection,
            r.Queries,
            r.Pairs,
            medianTokensPerPair = Statistics.Median(r.TokensPerPair),
            largestTokensPerPair = r.TokensPerPair.Max(),
            r.LargestDifferenceToRaw,
            r.SpearmanToStock,
            r.SameBest,
            r.LargestDifferenceOfStocks,
            systems = r.Systems.Select(system => new
            {
                system.Key,
                system.Description,
                pairsPerSecond = system.Rate(r.Pairs),
                lodestoneIsTimesAsFast = r.Lodestone.SpeedOver(system),
                system.Seconds,
            }),
        }),
    };
}
