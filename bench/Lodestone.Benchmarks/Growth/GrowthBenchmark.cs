using System.Globalization;

namespace Lodestone.Benchmarks;

/// <summary>Measures how time, memory and disk grow with the number of passages.</summary>
internal sealed class GrowthBenchmark : IBenchmark
{
    // About 2,900 different queries exist, of which some warm up and some are reranked.
    private const int MostQueries = 2_000;

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        // Called first, so that a missing file fails the benchmark before anything is built.
        context.Shared.Require(Path.Combine("fixtures", "ann", "base.i8bin"));
        context.Shared.Require(Path.Combine("datasets", "stackfaq"));
        context.Repository.Model(GrowthBuilder.BiEncoderName);
        var queries = Math.Min(MostQueries, context.QueriesOr(full: 1_000, quick: 50));
        var reranked = Math.Max(2, Math.Min(100, queries / 10));
        var results = new List<(GrowthBuild Build, GrowthResult Result)>();
        foreach (var size in context.SizesOr(10_000, 100_000, 1_000_000).Order())
        {
            var folder = Path.Combine(context.Repository.Collections, string.Create(CultureInfo.InvariantCulture, $"growth-{size}"));
            var build = GrowthBuilder.Find(folder);
            if (build is null)
            {
                BenchmarkContext.Progress($"  {size:#,0} passages: building");
                build = await ChildProcess.RunAsync<GrowthBuild>(ChildTasks.GrowthBuild, folder, Text(size));
            }

            BenchmarkContext.Progress($"  {size:#,0} passages: searching");
            var result = await ChildProcess.RunAsync<GrowthResult>(ChildTasks.GrowthMeasure, folder, Text(queries), Text(reranked));
            results.Add((build, result));
        }

        return new GrowthReport(results).Build();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
