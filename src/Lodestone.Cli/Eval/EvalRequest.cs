using Lodestone.Cli.Exits;
using Lodestone.Evaluation;

namespace Lodestone.Cli.Eval;

/// <summary>The input of <c>eval</c>.</summary>
internal sealed record EvalRequest
{
    /// <summary>The folder of collections of data sets when none is named; the data sets' own folders are often read-only.</summary>
    public const string DefaultFolder = ".lodestone-eval";

    public required BeirDataset Dataset { get; init; }

    public string? Collection { get; init; }

    public int? Queries { get; init; }

    /// <summary>The measures, with the names that the caller used.</summary>
    public required IReadOnlyList<(string Label, Measure Measure)> Measures { get; init; }

    /// <summary>The search options of each query.</summary>
    public required SearchOptions Search { get; init; }

    public string? RunFile { get; init; }

    public string? BiEncoder { get; init; }

    public required string CrossEncoder { get; init; }

    /// <summary>The name of the data set.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Dataset.Folder)));

    /// <summary>The collection's folder; each bi-encoder has its own.</summary>
    public string Folder => Collection ?? Path.Combine(
        DefaultFolder, BiEncoder is null ? Name : $"{Name}-{Path.GetFileName(Path.TrimEndingDirectorySeparator(BiEncoder))}");

    public static IReadOnlyList<(string Label, Measure Measure)> Parse(string names)
    {
        var measures = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(n => (n, Measure.Parse(n))).DistinctBy(m => m.Item2).ToArray();
        return measures.Length > 0 && !Array.Exists(measures, m => m.Item2.IsCount)
            ? measures
            : throw new UsageException(
                $"--measures '{names}' has nothing to compare: measures from 0 to 1 are accepted, separated by commas, " +
                "such as ndcg@10,map.");
    }

    /// <summary>Refuses input that would fail only after minutes.</summary>
    public void Validate()
    {
        if (RunFile is { } file && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            throw new UsageException($"'{file}' cannot be written: its folder is not there. Create it, or name another with --run.");
    }
}
