namespace Lodestone.Benchmarks;

/// <summary>Writes the report on quality.</summary>
internal sealed class QualityReport(IReadOnlyList<CollectionQuality> collections, IReadOnlyList<string> skipped)
{
    private const string Question = "How good are the answers, stage by stage, at the defaults?";

    // The tolerated loss of a stage on a collection against the stage before it.
    private const double Tolerated = .01;

    private readonly IReadOnlyList<CollectionQuality> _averaged = [.. collections.Where(c => c.InAverage)];

    public BenchmarkReport Build() => new("quality", Question, Markdown(), Figures(), []);

    private string Markdown() => $"""
        {AverageVerdict()}

        {HarmVerdict()}

        {SingleVerdict()}
        {Skipped()}
        ## nDCG@10

        {Table(s => s.Ndcg, withBest: true)}
        ## MRR@10

        {Table(s => s.ReciprocalRank, withBest: false)}
        ## Recall@100

        {Table(s => s.Recall, withBest: false)}
        ## Each stage against the one before

        nDCG@10, query by query: paired randomisation test, 95% bootstrap intervals.

        {ComparisonTable()}
        ## What was run

        {string.Join("; ", collections.Select(Asked))}. Queries are spread evenly over each file. Every search runs through the library at
        its shipped defaults ({new SearchOptions().Candidates} candidates a stage, rerank of {new SearchOptions().Rerank.Depth}). Of each stage's
        ranking the first 100 documents count, a document by its best passage in that stage. 'Cross-encoder alone' puts the fused shortlist in the order of its logits, which no
        default does; 'best possible' is the best order of the fused candidates. limit-small, made to defeat single vectors, is not in
        the averages. A query without results counts as 0.
        """;

    private string AverageVerdict()
    {
        var final = Mean(QualityStages.Final);
        var single = new[] { QualityStages.Bm25, QualityStages.Dense, QualityStages.CrossEncoder };
        var others = string.Join(", ", single.Append(QualityStages.Fused).Select(s => $"{s} {Mean(s):0.0000}"));
        return $"**{Held(single.All(s => final > Mean(s)))}: the defaults beat every single stage on average.** Mean nDCG@10 over " +
            $"{_averaged.Count} collections: final {final:0.0000}; {others}.";
    }

    private string HarmVerdict()
    {
        var shipped = collections
            .SelectMany(c => new[] { QualityStages.Fused, QualityStages.Final }.Select(stage => (Collection: c, Stage: c.Of(stage))))
            .ToArray();
        var harm = shipped.Where(s => s.Stage.Comparison!.Difference < -Tolerated && s.Collection.InAverage).ToArray();
        var (collection, worst) = shipped.Where(s => s.Collection.InAverage).MinBy(s => s.Stage.Comparison!.Difference);
        var detail = harm.Length == 0
            ? $"The worst is {Difference(worst)} ({collection.Name}, {worst.Stage} against {worst.Before})."
            : string.Join(" ", harm.Select(h => $"{h.Collection.Name}: {h.Stage.Stage} {Difference(h.Stage)} against {h.Stage.Before}."));
        return $"**{Held(harm.Length == 0)}: no stage makes a collection worse by more than {Tolerated} against the stage before.** " +
            detail + " " +
            "Fusion is held against the better of BM25 and dense, the final order against the fused one.";
    }

    private string SingleVerdict()
    {
        string[] single = [QualityStages.Bm25, QualityStages.Dense, QualityStages.CrossEncoder];
        var losses = collections.Select(c => (c.Name, Loss: single.Max(s => c.Of(s).Ndcg) - c.Of(QualityStages.Final).Ndcg)).ToArray();
        var worst = losses.MaxBy(l => l.Loss);
        return $"**{Held(worst.Loss <= Tolerated)}: no collection loses more than {Tolerated} against its best single stage.** " +
            $"The most is {worst.Loss:+0.0000;-0.0000} ({worst.Name}).";
    }

    private string Skipped() => skipped.Count == 0 ? "" : $"\nNot measured, because the data is missing: {string.Join(", ", skipped)}.\n";

    private MarkdownTable Table(Func<StageQuality, double> value, bool withBest)
    {
        var table = new MarkdownTable("collection", withBest ? [.. QualityStages.Names, "best possible"] : QualityStages.Names);
        foreach (var c in collections)
        {
            var cells = QualityStages.Names.Select(s => $"{value(c.Of(s)):0.0000}");
            table.Row(c.Name, withBest ? cells.Append($"{c.BestPossible:0.0000}") : cells);
        }

        var means = QualityStages.Names.Select(s => $"**{_averaged.Average(c => value(c.Of(s))):0.0000}**");
        return table.Row(
            $"**mean of {_averaged.Count}**", withBest ? means.Append($"**{_averaged.Average(c => c.BestPossible):0.0000}**") : means);
    }

    private MarkdownTable ComparisonTable()
    {
        var table = new MarkdownTable(
            "collection, stage", "against", "difference", "95% interval", "p", "queries better / worse", "queries");
        foreach (var c in collections)
        {
            foreach (var stage in c.Stages.Where(s => s.Comparison is not null))
            {
                var compared = stage.Comparison!;
                var interval = compared.Interval is { } i ? $"{i.Lower:+0.0000;-0.0000} to {i.Upper:+0.0000;-0.0000}" : "none";
                table.Row(
                    $"{c.Name}, {stage.Stage}", stage.Before!, Difference(stage), interval, $"{compared.PValue:0.0000}",
                    $"{compared.Better} / {compared.Worse}", compared.IsFew ? $"{compared.Queries}, few" : $"{compared.Queries}");
            }
        }

        return table;
    }

    private object Figures() => new
    {
        means = QualityStages.Names.ToDictionary(s => s, Mean),
        collections,
        skipped,
    };

    private double Mean(string stage) => _averaged.Average(c => c.Of(stage).Ndcg);

    private static string Asked(CollectionQuality c) => $"{c.Name}: {c.Documents:#,0} documents, {c.Queries} of {c.JudgedQueries} queries";

    private static string Difference(StageQuality stage) => $"{stage.Comparison!.Difference:+0.0000;-0.0000}";

    private static string Held(bool held) => held ? "Held" : "Missed";
}
