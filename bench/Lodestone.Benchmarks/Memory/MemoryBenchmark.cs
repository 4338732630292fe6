using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Measures whether the process grows with the number of model runs.</summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private const string Model = "all-minilm-l6-v2";
    private const int Block = 1_000;

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var total = context.Quick ? 4_000 : 200_000;
        using var model = BiEncoder.Load(Path.Combine(context.Repository.Root, "models", Model));
        var destination = new float[Block * model.Dimensions];
        var samples = new List<MemorySample>();
        for (var runs = 0; runs < total; runs += Block)
        {
            await model.EmbedAsync(Texts(runs), EmbeddingRole.Document, destination.AsMemory());
            if (runs + Block is var done && (done == 2_000 || done % 20_000 == 0))
            {
                samples.Add(MemorySample.Take(done));
                BenchmarkContext.Progress($"  {done} of {total} runs");
            }
        }

        return new BenchmarkReport("memory", "Does the process grow with the number of model runs?", Markdown(samples), samples, []);
    }

    /// <summary>Mostly short texts; one in ten has any length up to the model's limit.</summary>
    private static string[] Texts(int from) =>
        [.. Enumerable.Range(from, Block).Select(i =>
            string.Join(' ', Enumerable.Repeat("word", i % 10 == 0 ? 1 + i / 10 * 7 % 254 : 1 + i * 13 % 29)))];

    private static string Markdown(List<MemorySample> samples)
    {
        var (early, last) = (samples[0], samples[^1]);
        var table = new MarkdownTable("runs", "resident, MiB", "managed heap, MiB", "bytes allocated per run since the row above");
        for (var i = 0; i < samples.Count; i++)
        {
            var since = i == 0 ? "" : $"{(samples[i].Allocated - samples[i - 1].Allocated) / (samples[i].Runs - samples[i - 1].Runs):#,0}";
            table.Row($"{samples[i].Runs:#,0}", Mebibytes(samples[i].Resident), Mebibytes(samples[i].Managed), since);
        }

        var halfway = samples[samples.Count / 2];
        return $"""
            Resident memory after {last.Runs:#,0} runs is {Figure.Ratio((double)last.Resident / early.Resident)} of that after
            {early.Runs:#,0}, and {Figure.Ratio((double)last.Resident / halfway.Resident)} of that after {halfway.Runs:#,0}.

            {table}
            One process, {Model}, one text a run, texts of 1 to 254 words of which nine in ten have fewer than 30. What is added
            after the first rows is the runtime's arena finding room for long texts on all cores at once; it keeps that room.
            """;
    }

    private static string Mebibytes(long bytes) => $"{bytes / 1024.0 / 1024.0:0.0}";
}
