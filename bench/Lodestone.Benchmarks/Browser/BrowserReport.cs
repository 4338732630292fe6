namespace Lodestone.Benchmarks;

/// <summary>Writes the report on reranking in the browser.</summary>
internal sealed class BrowserReport(IReadOnlyList<BrowserResult> results, int rounds, string collection)
{
    private const string Question = "How fast is reranking in the browser, and against what?";

    private const double ExpectedMultiple = 1.3;

    // The expected difference of two builds of ONNX Runtime on one int8 graph.
    private const float ExpectedDifference = .02f;

    // Measured: .49 at most with AVX2, .38 with VNNI (docs/decisions/0014), because floats that round differently turn an activation into
    // the next byte. The bound is half as much again.
    private const float MostDifference = .75f;

    public BenchmarkReport Build() => new("browser", Question, Markdown(), Figures(), Faults());

    private string Markdown() => $"""
        ## Lodestone's speed, as a multiple of transformers.js'

        {Ratios()}
        Expected: at least {Figure.Ratio(ExpectedMultiple)} of the faster of the two ways; {Held()}.

        ## Pairs a second

        The median of {Figure.Rounds(rounds)}, and the slowest and fastest of them.

        {Rates()}
        ## Do they agree?

        {Agreement()}
        The page runs the library's graph by another build of ONNX Runtime; a difference of more than {MostDifference} would be a fault.
        The stock export is another quantisation of the same model, so it agrees in rank, not in every digit.

        ## What was run

        Queries of {collection}, each with {results[0].Pairs / results[0].Queries} of the passages BM25 finds for it, cut so that every pair
        has just so many tokens: nobody pads, nobody truncates. {results[0].Queries} of each length, from text to logit, timed
        inside the page. Every system has a Chromium of its own, on a page isolated from other origins. One warm-up, then
        {Figure.Rounds(rounds)}, the systems taking turns. A multiple is the median over the rounds of the two times of one round.

        {string.Join('\n', results[0].Systems.Select(system => $"- {system.Key}: {system.Description}."))}
        """;

    private MarkdownTable Ratios() => new MarkdownTable("of", Titles())
        .Row("one batch a query", results.Select(r => Figure.Ratio(r.Lodestone.SpeedOver(r.Batches))))
        .Row("one pair a run", results.Select(r => Figure.Ratio(r.Lodestone.SpeedOver(r.Single))))
        .Row("the faster of the two", results.Select(r => Figure.Ratio(r.SpeedOverBest)));

    private MarkdownTable Rates() => new MarkdownTable("system", Titles())
        .Row("lodestone", results.Select(r => Figure.Spread(r.Lodestone, r.Pairs)))
        .Row("transformers.js, one batch a query", results.Select(r => Figure.Spread(r.Batches, r.Pairs)))
        .Row("transformers.js, one pair a run", results.Select(r => Figure.Spread(r.Single, r.Pairs)));

    private MarkdownTable Agreement() => new MarkdownTable("", Titles())
        .Row(
            $"largest difference of a logit to the library's (expected: at most {ExpectedDifference})",
            results.Select(r => $"{r.LargestDifferenceToNative:G3}"))
        .Row("Spearman to transformers.js, mean over queries", results.Select(r => $"{r.SpearmanToStock:0.0000}"))
        .Row("queries with the same best passage", results.Select(r => $"{r.SameBest} of {r.Queries}"));

    private string Held()
    {
        var least = results.Min(r => r.SpeedOverBest);
        return least >= ExpectedMultiple ? "held everywhere" : $"missed, the least is {Figure.Ratio(least)}";
    }

    private IEnumerable<string> Titles() =>
        results.Select(r => $"{r.Tokens} tokens, {Count(r.Threads)}");

    private static string Count(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private List<string> Faults() =>
    [
        // Not 'greater than', because a NaN is a fault too.
        .. results.Where(r => !(r.LargestDifferenceToNative <= MostDifference)).Select(r =>
            $"at {r.Tokens} tokens and {Count(r.Threads)} a logit differs from the library's by {r.LargestDifferenceToNative:G3}."),
    ];

    private object Figures() => new
    {
        rounds,
        collection,
        lengths = results.Select(r => new
        {
            r.Tokens,
            r.Threads,
            r.Queries,
            r.Pairs,
            r.SpeedOverBest,
            r.LargestDifferenceToNative,
            r.SpearmanToStock,
            r.SameBest,
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
