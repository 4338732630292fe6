namespace Lodestone.Benchmarks;

/// <summary>Writes the report on growth.</summary>
internal sealed class GrowthReport(IReadOnlyList<(GrowthBuild Build, GrowthResult Result)> sizes)
{
    public const string Plot = "growth.svg";

    private const string Question = "How do time, memory and disk grow with the number of passages?";

    public BenchmarkReport Build() => new("growth", Question, Markdown(), Figures(), Faults())
    {
        Attachments = new Dictionary<string, string> { [Plot] = new GrowthPlot([.. sizes.Select(s => s.Result)]).Svg() },
    };

    private string Markdown() => $"""
        {Verdict()}

        ![Milliseconds a search by passages, both axes logarithmic]({Plot})

        ## A search, milliseconds

        {SearchTable()}
        ## Where the median search's time goes, milliseconds

        {StageTable()}
        Keyword search and the bi-encoder run at once in a hybrid search. `fuse` reads the candidates' ids from the store and
        fuses their scores; `show` reads the texts of the ten hits, and finds the query's words in them.

        ## Memory, disk and opening

        {SpaceTable()}
        Resident memory is the process's own and file pages that it has mapped, which the system takes back when others need room:
        the vectors' floats are read for the last candidates of a search only. All was measured in a new process with warm file caches;
        'open' ends when the collection can be searched, and models load with the first search.

        ## Building

        {BuildTable()}
        ## What was run

        Vectors: all-MiniLM-L6-v2's of real sentences (100,000 of them), beyond those drawn around them at a cosine of .89. Texts: three
        sentences of scifact, cranfield, stackfaq and xquad-en. Queries: real ones of the same collections, each embedded again in every
        mode by all-MiniLM-L6-v2 and reranked by ms-marco-MiniLM-L12 ({sizes[0].Result.Searches["hybrid"].Count} queries without rerank,
        {sizes[0].Result.Searches[GrowthMode.Rerank].Count} with; caches off; defaults otherwise: 10 hits of 100 candidates a stage).
        The vectors are not those of the texts they stand beside, so that the two first stages agree on nothing: hybrid search reads up
        to 200 candidates a query, the most there can be. Texts and vectors are for size and speed; quality is measured on real ones.
        """;

    private string Verdict()
    {
        if (sizes.Count < 2)
            return "One size shows no growth: run more.";
        var (least, most) = (sizes[0].Result, sizes[^1].Result);
        var times = (double)most.Passages / least.Passages;
        var growth = GrowthMode.Names.Select(mode =>
            $"{mode} takes {Figure.Ratio(most.Searches[mode].Median / least.Searches[mode].Median)} the time");
        return $"From {least.Passages:#,0} to {most.Passages:#,0} passages ({times:#,0} times as many), the median search by mode: " +
            $"{string.Join(", ", growth)}.";
    }

    private MarkdownTable SearchTable()
    {
        var table = new MarkdownTable(
            "passages", [.. GrowthMode.Names.SelectMany(mode => new[] { $"{mode}, median", "p99" }), "dense recall@10"]);
        foreach (var (_, result) in sizes)
        {
            table.Row($"{result.Passages:#,0}", [
                .. GrowthMode.Names.SelectMany(mode => new[] { Ms(result.Searches[mode].Median), Ms(result.Searches[mode].P99) }),
                result.HasGraph ? $"{result.RecallAt10:0.000}" : "1 (exact)"]);
        }

        return table;
    }

    private MarkdownTable StageTable()
    {
        string[] stages = ["embed", "dense", "keyword", "fuse", "rerank", "show"];
        var table = new MarkdownTable("passages, mode", [.. stages, "whole search"]);
        foreach (var (_, result) in sizes)
        {
            foreach (var mode in GrowthMode.Names)
            {
                var taken = result.Stages[mode];
                table.Row($"{result.Passages:#,0}, {mode}", [
                    .. stages.Select(stage => taken.TryGetValue(stage, out var ms) ? $"{ms:0.00}" : ""),
                    $"{result.Searches[mode].Median * 1000:0.00}"]);
            }
        }

        return table;
    }

    private MarkdownTable SpaceTable()
    {
        var table = new MarkdownTable(
            "passages", "open, ms", "first search, ms", "resident after opening, MiB", "after searches: own", "and mapped",
            "with rerank: own", "and mapped", "peak", "vector index", "store on disk", "indexes on disk");
        foreach (var (_, r) in sizes)
        {
            table.Row(
                $"{r.Passages:#,0}", Ms(r.OpenSeconds), Ms(r.FirstSearchSeconds), Mib(r.AfterOpen.Resident),
                Mib(r.AfterFirstStages.Anonymous), Mib(r.AfterFirstStages.Mapped), Mib(r.AfterRerank.Anonymous), Mib(r.AfterRerank.Mapped),
                Mib(r.AfterRerank.Peak), Mib(r.VectorIndexBytes), Mib(r.StoreBytesOnDisk), Mib(r.IndexBytesOnDisk));
        }

        return table;
    }

    private MarkdownTable BuildTable()
    {
        var table = new MarkdownTable(
            "passages", "into the store, s", "both indexes, s", "saving, s", "own memory with the store full, MiB",
            "with the indexes built", "peak");
        foreach (var (b, _) in sizes)
        {
            table.Row(
                $"{b.Passages:#,0}", $"{b.StoreSeconds:0.0}", $"{b.IndexSeconds:0.0}", $"{b.SaveSeconds:0.0}", Mib(b.AfterStore.Anonymous),
                Mib(b.AfterIndexes.Anonymous), Mib(b.AfterIndexes.Peak));
        }

        return table;
    }

    private object Figures() => new { builds = sizes.Select(s => s.Build), sizes = sizes.Select(s => s.Result) };

    private List<string> Faults() =>
        [.. sizes.SelectMany(s => s.Result.Notices.Select(n => $"Opening {s.Result.Passages:#,0} passages was not plain opening: {n}"))];

    private static string Ms(double seconds) => seconds >= .1 ? $"{seconds * 1000:#,0}" : $"{seconds * 1000:0.0}";

    private static string Mib(long bytes) => $"{bytes / 1024.0 / 1024.0:#,0}";
}
