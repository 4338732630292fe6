namespace Lodestone.Benchmarks;

/// <summary>Writes the report on concurrent searches.</summary>
internal sealed class ConcurrencyReport(string collection, int atOnce, IReadOnlyList<ConcurrencyRound> rounds)
{
    private double Alone => Median(r => Statistics.Median(r.Alone));

    private double Beside => Median(r => Statistics.Median(r.BesideLarge));

    private double BulkShare => rounds.Sum(r => (double)r.BulkRuns) / rounds.Sum(r => r.BulkRuns + r.SearchRuns);

    public BenchmarkReport Build() => new(
        "concurrency", "How long do searches at once wait, and does a large job delay a search?", Markdown(), Figures(), []);

    private string Markdown() => $"""
        ## {atOnce} reranked searches at once

        {AtOnceTable()}
        The first of {atOnce} ends after {Median(r => r.Ended.Min() / r.Ended.Max()):P1} of the whole; a {atOnce}th is {1.0 / atOnce:P1}.

        ## Beside large jobs

        {BesideTable()}
        ## What was run

        {Figure.Rounds(rounds.Count)} in one process, on the documents of {collection}, caches off; medians of the rounds. A reranked
        search reads 1 query and 30 pairs. The late search starts when {ConcurrencyRounds.RunsBeforeLate} runs for each of the searches at
        once have ended. The large rerank has {ConcurrencyRounds.LargeRerank:#,0} pairs and priority interactive; {ConcurrencyRounds.Single}
        searches run beside it, one after another, and as many alone. Bulk work is one call that embeds texts while
        {ConcurrencyRounds.BesideBulk} searches run at once.
        """;

    private MarkdownTable AtOnceTable() => new MarkdownTable("", "first", "p50", "p95", "worst")
        .Row(
            "seconds",
            Seconds(r => r.Ended.Min()), Seconds(r => Statistics.Median(r.Ended)), Seconds(r => Statistics.Percentile(r.Ended, .95)),
            Seconds(r => r.Ended.Max()))
        .Row(
            "as a share of the whole",
            Share(r => r.Ended.Min()), Share(r => Statistics.Median(r.Ended)), Share(r => Statistics.Percentile(r.Ended, .95)), "100 %");

    private MarkdownTable BesideTable() => new MarkdownTable("", "found")
        .Row("a reranked search alone, s", $"{Alone:0.00}")
        .Row($"a reranked search beside a rerank of {ConcurrencyRounds.LargeRerank:#,0} pairs, s", $"{Beside:0.00}")
        .Row("as a multiple of alone", Figure.Ratio(Beside / Alone))
        .Row($"a late search without reranking, beside {atOnce} reranked ones, s", Seconds(r => r.Late))
        .Row("share of the model runs that bulk work has beside searches", $"{BulkShare:P1}");

    private object Figures() => new
    {
        collection,
        atOnce,
        firstSeconds = Median(r => r.Ended.Min()),
        medianSeconds = Median(r => Statistics.Median(r.Ended)),
        p95Seconds = Median(r => Statistics.Percentile(r.Ended, .95)),
        worstSeconds = Median(r => r.Ended.Max()),
        aloneSeconds = Alone,
        besideLargeRerankSeconds = Beside,
        lateSeconds = Median(r => r.Late),
        bulkShare = BulkShare,
        rounds,
    };

    private string Seconds(Func<ConcurrencyRound, double> value) => $"{Median(value):0.00}";

    private string Share(Func<ConcurrencyRound, double> value) => $"{Median(r => value(r) / r.Ended.Max()):P1}";

    private double Median(Func<ConcurrencyRound, double> value) => Statistics.Median([.. rounds.Select(value)]);
}
