using Lodestone.Indexing;

namespace Lodestone.Benchmarks;

/// <summary>Writes the report on nearest neighbours.</summary>
internal sealed class VectorsReport(
    AnnFixture fixture,
    LodestoneVectors lodestone,
    IReadOnlyList<VectorCurve> curves,
    IReadOnlyList<double> builds,
    IReadOnlyList<VectorFiltering> filters,
    IReadOnlyList<VectorChanges> changes,
    VectorIndexHealth health,
    int rounds)
{
    private const double Mebibyte = 1024 * 1024;
    private static readonly double[] Recalls = [.95, .98, .99];

    public BenchmarkReport Build() =>
        new("vectors", "How fast are nearest neighbours found at a recall, what does the index cost, and against what?", Markdown(), Figures(), Faults());

    private string Markdown() => $"""
        ## Lodestone's rate, as a multiple, at equal recall

        {Ratios()}
        ## Searches a second, at equal recall

        On one thread, one query after another, ten nearest of each, cosine. Between two explorations the time is taken along a line.

        {RatesAt()}
        ## The curves

        Recall and searches a second by exploration (ef): the median of {Figure.Rounds(rounds)}.

        {Curves()}
        ## What an index costs

        {fixture.Count:#,0} vectors of {fixture.Dimensions} dimensions, built on two threads. Memory is what no file backs; Lodestone's floats
        are in a file, whose pages the system keeps as long as it has room.

        {Costs()}
        Lodestone's index takes {lodestone.FileBytes / Mebibyte:0} MiB on disk, and opens in {lodestone.OpenSeconds:0.00} s, every checksum checked.

        ## With filters

        At the default exploration. Recall is against an exact search with the same filter, whose random choice of vectors passes.

        {Filters()}
        ## After changes

        At exploration {curves[0].Explorations[4]}; the removed are three tenths chosen at random, and come back under other keys.

        {Changes()}
        At the end {health.ReachableShare:0.0%} of the vectors can be reached on the lowest level.

        ## What was run

        {fixture.QueryCount:#,0} queries, each system in turn at each exploration, after a round to warm up. A multiple is the median over the
        rounds of the ratio within a round; for building, of neighbours in time. M 16 and efConstruction 200 for all.

        {string.Join('\n', curves.Select(c => $"- {c.System.Key}: {c.System.Description}."))}
        """;

    private MarkdownTable Ratios()
    {
        var table = new MarkdownTable("of", Recalls.Select(r => $"recall {r:.00}").Append("build"));
        foreach (var (peer, build) in curves.Skip(1).Zip(builds))
            table.Row(peer.System.Key, [.. Recalls.Select(r => Ratio(curves[0].SpeedOver(peer, r))), Figure.Ratio(peer.System.Build.Seconds / build)]);
        return table;
    }

    private MarkdownTable RatesAt()
    {
        var table = new MarkdownTable("system", Recalls.Select(r => $"recall {r:.00}"));
        foreach (var curve in curves)
            table.Row(curve.System.Key, Recalls.Select(r => curve.RatesAt(r) is { } rates ? Figure.Rate(Statistics.Median(rates)) : "–"));
        return table;
    }

    private MarkdownTable Curves()
    {
        var table = new MarkdownTable("ef", curves.Select(c => c.System.Key));
        for (var point = 0; point < curves[0].Explorations.Count; point++)
            table.Row($"{curves[0].Explorations[point]}", curves.Select(c => $"{c.Recall(point):.0000} at {Figure.Rate(c.Rate(point))}"));
        return table;
    }

    private MarkdownTable Costs()
    {
        var table = new MarkdownTable("system", "build, s", "memory, MiB");
        foreach (var curve in curves)
            table.Row(curve.System.Key, $"{curve.System.Build.Seconds:0.0}", $"{curve.System.Build.ResidentBytes / Mebibyte:0.0}");
        return table;
    }

    private MarkdownTable Filters()
    {
        var table = new MarkdownTable("passing", "path of most", "recall", "searches a second", "compared a search", "fewest hits");
        foreach (var f in filters)
            table.Row($"{f.Share:0.0%}", $"{f.Path}", $"{f.Round.Recall:.0000}", Figure.Rate(f.Round.Rate), $"{f.Compared:#,0}", $"{f.Fewest}");
        return table;
    }

    private MarkdownTable Changes()
    {
        var table = new MarkdownTable("after", "took, s", "recall", "searches a second");
        foreach (var c in changes)
            table.Row(c.Stage, $"{c.Seconds:0.0}", $"{c.Round.Recall:.0000}", Figure.Rate(c.Round.Rate));
        return table;
    }

    private List<string> Faults() =>
    [
        .. filters.Where(f => f.Round.Recall < .95).Select(f => $"with a filter that passes {f.Share:0.0%} recall is {f.Round.Recall:.000}."),
        .. filters.Where(f => f.Fewest < AnnFixture.Top).Select(f => $"with a filter that passes {f.Share:0.0%} a search gave {f.Fewest} hits."),
        .. lodestone.Build.ResidentBytes > 64 * Mebibyte ? ["the index takes more than 64 MiB of memory."] : Array.Empty<string>(),
    ];

    private static string Ratio(double? value) => value is { } ratio ? Figure.Ratio(ratio) : "–";

    private object Figures() => new
    {
        rounds,
        vectors = fixture.Count,
        fixture.Dimensions,
        systems = curves.Select(c => new
        {
            c.System.Key,
            c.System.Description,
            c.System.Build,
            curve = c.Explorations.Select((exploration, point) => new { exploration, recall = c.Recall(point), searchesPerSecond = c.Rate(point) }),
            atRecall = Recalls.Select(recall => new { recall, rates = c.RatesAt(recall), lodestoneIsTimesAsFast = curves[0].SpeedOver(c, recall) }),
        }),
        lodestoneBuilds = builds,
        lodestone.OpenSeconds,
        lodestone.FileBytes,
        filters = filters.Select(f => new { f.Share, path = $"{f.Path}", f.Compared, f.Fewest, f.Round }),
        changes,
        health,
    };
}
