namespace Lodestone.Benchmarks;

/// <summary>Writes the report on HTTP.</summary>
internal sealed class HttpReport(IReadOnlyList<HttpResult> results, IReadOnlyList<HttpOverhead> overheads, int rounds)
{
    private const string Question = "What does HTTP cost beside the library in process?";

    private const double ExpectedShare = .9;

    // The decimal digits of a probability; vectors are sent as their bits.
    private const float Tolerance = 1e-6f;

    public BenchmarkReport Build() => new("http", Question, Markdown(), Figures(), Faults());

    private string Markdown() => $"""
        ## Throughput

        With {HttpBenchmark.Clients} clients at once, as a share of the library called by {HttpBenchmark.Clients} tasks at once with the
        same texts (expected: at least {ExpectedShare:P0}, {Held()}).

        {ThroughputTable()}
        Pairs or texts a second: the median of {Figure.Rounds(rounds)}, and the slowest and fastest of them. The clients run on the cores
        that the server has; the library has no clients.

        ## A request alone

        {OverheadTable()}
        Overhead is the median over HTTP less the median in process, {overheads[0].Http.Count} requests one after another, each asked
        both ways in turn.

        ## What was run

        Rerank: the first judged queries of each collection with the first {HttpBenchmark.ItemsPerRequest} documents BM25 finds for each,
        through `/v2/rerank`. Embeddings: {HttpBenchmark.ItemsPerRequest} texts a request through `/v1/embeddings`, as base64. The server
        is `lodestone serve` at its defaults, a process of its own. One warm-up, then {Figure.Rounds(rounds)}, library and server taking
        turns; a share is the median over the rounds of that of one round. The server's numbers may differ from the library's by
        {Tolerance:G1} at most, which is checked.

        {string.Join('\n', results.Select(r => $"- {r.Name}: {r.Requests} requests, {r.Items} pairs or texts."))}
        """;

    private MarkdownTable ThroughputTable()
    {
        var table = new MarkdownTable("", "share", "library", "HTTP", "largest difference of a number");
        foreach (var r in results)
        {
            table.Row(
                r.Name, $"{r.Share:P1}", Figure.Spread(r.Library, r.Items), Figure.Spread(r.Http, r.Items), $"{r.LargestDifference:G3}");
        }

        return table;
    }

    private MarkdownTable OverheadTable()
    {
        var table = new MarkdownTable(
            "one pair or text, ms", "overhead", "library, median", "HTTP, median", "library, p99", "HTTP, p99");
        foreach (var o in overheads)
            table.Row(o.Name, $"{o.Milliseconds:0.00}", Ms(o.Library.Median), Ms(o.Http.Median), Ms(o.Library.P99), Ms(o.Http.P99));
        return table;
    }

    private string Held()
    {
        var least = results.Min(r => r.Share);
        return least >= ExpectedShare ? "held everywhere" : $"missed, the least is {least:P1}";
    }

    private List<string> Faults() =>
    [
        // Not 'greater than', because a NaN is a fault too.
        .. results.Where(r => !(r.LargestDifference <= Tolerance))
            .Select(r => $"{r.Name}: a number over HTTP differs from the library's by {r.LargestDifference:G3}."),
    ];

    private object Figures() => new
    {
        rounds,
        clients = HttpBenchmark.Clients,
        throughput = results.Select(r => new
        {
            r.Name,
            r.Requests,
            r.Items,
            r.Share,
            r.LargestDifference,
            librarySeconds = r.Library.Seconds,
            httpSeconds = r.Http.Seconds,
        }),
        alone = overheads,
    };

    private static string Ms(double seconds) => $"{seconds * 1000:0.00}";
}
