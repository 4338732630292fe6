using System.Globalization;
using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Measures the cost of indexing beside embedding, and the memory of indexing and searching.</summary>
internal sealed class IndexingBenchmark : IBenchmark
{
    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var work = Path.Combine(context.Repository.Collections, "indexing");
        Directory.CreateDirectory(work);
        var corpus = Corpus(context, work);
        var peak = await PeakAsync(context, work);

        using var encoders = new ModelPool();
        await (await encoders.BiEncoderAsync()).IdentifyAsync();
        var runs = new IndexingRounds(corpus, Path.Combine(work, "scifact"), encoders);
        var rounds = new List<IndexingRound>();
        var count = context.RoundsOr(full: 3, quick: 1);
        for (var i = 0; i < count; i++)
        {
            var tokens = i == 0 ? null : IndexingRounds.Tokens(Path.Combine(work, "scifact"));
            rounds.Add(await runs.RunAsync(rawFirst: i % 2 == 1, tokens));
            BenchmarkContext.Progress(
                $"  round {i + 1} of {count}: indexing {rounds[^1].IndexSeconds:0.0} s, embedding alone {rounds[^1].RawSeconds:0.0} s");
        }

        return new IndexingFindings(rounds, peak).Build();
    }

    /// <summary>The file itself, or its first lines when the command line limits the documents.</summary>
    private static string Corpus(BenchmarkContext context, string work)
    {
        var whole = context.Shared.Require(Path.Combine("datasets", "scifact", "corpus.jsonl"));
        var documents = context.DocumentsOr(quick: 200);
        if (documents == int.MaxValue)
            return whole;
        var part = Path.Combine(work, "corpus.jsonl");
        File.WriteAllLines(part, JsonLines.Lines(whole).Take(documents));
        return part;
    }

    private static async Task<IndexingPeak> PeakAsync(BenchmarkContext context, string work)
    {
        BenchmarkContext.Progress("  stackfaq in a process of its own");
        var queries = Math.Min(800, context.QueriesOr(full: 300, quick: 20));
        var reranked = Math.Max(2, queries / 3);
        return await ChildProcess.RunAsync<IndexingPeak>(
            ChildTasks.IndexingPeak, Path.Combine(work, "stackfaq"), Text(queries), Text(reranked));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
