namespace Lodestone.Benchmarks;

/// <summary>Writes the report on load.</summary>
internal sealed class LoadReport(LoadPhase capacity, IReadOnlyList<LoadPhase> phases, bool hasRepeated)
{
    private const string Question = "What does the server do when it is asked for more than it can?";

    private const double ExpectedThroughput = .9;
    private const double MostGrowthOfWaiting = 1.5;
    private const double MostGrowthOfMemory = 1.2;

    private LoadPhase Most => phases[^1];

    private double BestThroughput => phases.Append(capacity).Max(p => p.Throughput);

    private double ThroughputShare => Most.Throughput / BestThroughput;

    private double MemoryGrowth => (double)Most.Resident[^1] / capacity.Resident[^1];

    public BenchmarkReport Build() => new("load", Question, Markdown(), Figures(), Faults());

    private string Markdown() => $"""
        ## At {Figure.Ratio(Most.Multiple)} the capacity

        {VerdictTable()}
        Where nothing is refused, what waits grows as long as more arrives than is done, and so does the time of every next request. Here
        the queue is bounded: p99 of admitted requests is {Seconds(Most.AdmittedLatency()?.P99)} s, the slowest took
        {Seconds(Most.AdmittedLatency()?.Slowest)} s.

        ## Loads

        {LoadTable()}
        Each load lasts {Most.End:0} s, of which the first {Most.LeadIn:0} are not measured: a queue that was empty fills. Throughput
        counts answers given in the rest, all else requests that arrived in it. Times are seconds of admitted requests, from when a
        request was due to its whole answer.

        ## By kind, and what was refused

        {KindTable()}
        ## At the side, and memory

        {SideTable()}
        ## What was run

        Capacity: {LoadBenchmark.CapacityClients} clients that each send the next request when they have their answer:
        {Figure.Rate(capacity.Throughput)} requests a second. Then {Figure.Ratio(phases[0].Multiple)} to {Figure.Ratio(Most.Multiple)} of
        that, at times drawn at random with exponential gaps from a fixed seed, whether or not earlier ones have been answered. In turn a
        rerank of {LoadMix.Passages} passages (stackfaq, found by BM25) and a hybrid search on stackfaq's documents that reranks
        {LoadMix.Passages}; interactive; {(hasRepeated ? "they ran out, so some came twice" : "none comes twice")}.
        At the side, in every phase: one client that embeds abstracts of scifact in bulk, one request after another.
        The server is `lodestone serve` at its defaults, a process of its own; the clients run on the cores it has.
        """;

    private MarkdownTable VerdictTable() => new MarkdownTable("", "found", "expected", "")
        .Row(
            "throughput, as a share of the best of this run",
            $"{ThroughputShare:P1}", $"at least {ExpectedThroughput:P0}", Held(ThroughputShare >= ExpectedThroughput))
        .Row(
            "median time of the second half's requests, as a multiple of the first's",
            Growth(Most), $"at most {Figure.Ratio(MostGrowthOfWaiting)}", Held(Most.GrowthOfWaiting <= MostGrowthOfWaiting))
        .Row(
            "resident memory at the end, as a multiple of that after measuring the capacity",
            Figure.Ratio(MemoryGrowth), $"at most {Figure.Ratio(MostGrowthOfMemory)}", Held(MemoryGrowth <= MostGrowthOfMemory));

    private MarkdownTable LoadTable()
    {
        var table = new MarkdownTable(
            "load", "requests a second", "throughput", "share of the best", "refused (429)", "p50, s", "p99, s", "slowest, s",
            "second half's median over the first's");
        foreach (var p in phases.Prepend(capacity))
        {
            var latency = p.AdmittedLatency();
            table.Row(
                Name(p), p.Offered > 0 ? Figure.Rate(p.Offered) : "", Figure.Rate(p.Throughput), $"{p.Throughput / BestThroughput:P1}",
                $"{p.RefusedShare:P1}", Seconds(latency?.Median), Seconds(latency?.P99), Seconds(latency?.Slowest), Growth(p));
        }

        return table;
    }

    private MarkdownTable KindTable()
    {
        var table = new MarkdownTable(
            "load", [.. LoadMix.Kinds.SelectMany(kind => new[] { $"{kind}: admitted", "p50, s", "p99, s" }),
            "time to be refused, p99, ms", "Retry-After, s"]);
        foreach (var p in phases.Prepend(capacity))
        {
            table.Row(Name(p), [
                .. LoadMix.Kinds.SelectMany(kind => new[]
                {
                    $"{p.AdmittedLatency(kind)?.Count ?? 0} of {p.Measured.Count(o => o.Kind == kind)}",
                    Seconds(p.AdmittedLatency(kind)?.Median), Seconds(p.AdmittedLatency(kind)?.P99),
                }),
                p.RefusedLatency is { } refused ? $"{refused.P99 * 1000:0.0}" : "",
                p.RetryAfter.Count > 0 ? $"{p.RetryAfter.Min():0} to {p.RetryAfter.Max():0}" : ""]);
        }

        return table;
    }

    private MarkdownTable SideTable()
    {
        var table = new MarkdownTable(
            "load", "texts embedded a second in bulk", "bulk requests refused", "resident at the start, MiB", "at most", "at the end");
        foreach (var p in phases.Prepend(capacity))
        {
            table.Row(
                Name(p), Figure.Rate(p.BulkTexts / p.Elapsed), $"{p.BulkRefused}", Mib(p.Resident[0]), Mib(p.Resident.Max()),
                Mib(p.Resident[^1]));
        }

        return table;
    }

    private List<string> Faults() =>
    [
        .. phases.Prepend(capacity).Where(p => p.Failures.Any()).Select(p =>
            $"{Name(p)}: {p.Failures.Count()} requests were neither answered nor refused, but got {(int)p.Failures.First()}."),
        .. phases.Prepend(capacity).Where(p => p.RefusedWithoutTime > 0).Select(p =>
            $"{Name(p)}: {p.RefusedWithoutTime} requests were refused without a Retry-After."),
    ];

    private object Figures() => new
    {
        throughputShare = ThroughputShare,
        memoryGrowth = MemoryGrowth,
        hasRepeated,
        phases = phases.Prepend(capacity).Select(p => new
        {
            name = Name(p),
            p.Multiple,
            p.Offered,
            p.LeadIn,
            p.End,
            p.Elapsed,
            p.Throughput,
            requests = p.Measured.Count,
            p.RefusedShare,
            p.GrowthOfWaiting,
            admitted = p.AdmittedLatency(),
            kinds = LoadMix.Kinds.ToDictionary(kind => kind, kind => p.AdmittedLatency(kind)),
            refused = p.RefusedLatency,
            retryAfterLeast = p.RetryAfter.Count > 0 ? p.RetryAfter.Min() : (double?)null,
            retryAfterMost = p.RetryAfter.Count > 0 ? p.RetryAfter.Max() : (double?)null,
            p.BulkTexts,
            p.BulkRefused,
            p.Resident,
        }),
    };

    private static string Name(LoadPhase phase) => phase.Multiple > 0 ? $"{Figure.Ratio(phase.Multiple)} capacity" : "capacity";

    private static string Held(bool held) => held ? "held" : "missed";

    private static string Growth(LoadPhase phase) => phase.GrowthOfWaiting is { } growth ? Figure.Ratio(growth) : "";

    private static string Seconds(double? seconds) => seconds is { } s ? $"{s:0.00}" : "";

    private static string Mib(long bytes) => $"{bytes / 1024.0 / 1024.0:#,0}";
}
