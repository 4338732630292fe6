using System.Globalization;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>The tasks of a child process.</summary>
internal static class ChildTasks
{
    public const string GrowthBuild = "growth-build";
    public const string GrowthMeasure = "growth-measure";
    public const string IndexingPeak = "indexing-peak";
    public const string Extraction = "extraction";

    /// <summary>Runs one task, and prints its result on standard output.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> task)
    {
        object result = task switch
        {
            [GrowthBuild, var folder, var passages] => await GrowthBuilder.BuildAsync(folder, Number(passages), Shared()),
            [GrowthMeasure, var folder, var queries, var reranked] =>
                await GrowthSearches.MeasureAsync(folder, Number(queries), Number(reranked), Shared()),
            [IndexingPeak, var folder, var queries, var reranked] =>
                await IndexingPeakTask.MeasureAsync(folder, Number(queries), Number(reranked), Shared()),
            [Extraction, var folder, var way] => await ExtractionBenchmark.MeasureAsync(folder, way),
            _ => throw new ArgumentException($"There is no task '{string.Join(' ', task)}'."),
        };
        Console.WriteLine(JsonSerializer.Serialize(result));
        return ExitCodes.Success;
    }

    private static SharedFolder Shared() => SharedFolder.Locate(RepositoryLayout.Find());

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
