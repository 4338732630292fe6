using Lodestone.Cli.Exits;
using Lodestone.Evaluation;

namespace Lodestone.Cli.Eval;

/// <summary>What <c>eval</c> was asked to do.</summary>
internal sealed record EvalRequest
{
    /// <summary>Where collections of data sets are kept when no folder is named: data sets are often read-only.</summary>
    public const string DefaultFolder = ".lodestone-eval";

    public required BeirDataset Dataset { get; init; }

    public string? Collection { get; init; }

    public int? Queries { get; init; }

    /// <summary>Measures with the names they were asked for by.</summary>
    public required IReadOnlyList<(string Label, Measure Measure)> Measures { get; init; }

    /// <summary>How each query is searched.</summary>
    public required SearchOptions Search { get; init; }

    public string? RunFile { get; init; }

    public string? BiEncoder { get; init; }

    public required string CrossEncoder { get; init; }

    /// <summary>What the data set is called.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Dataset.Folder)));

    /// <summary>The collection's folder: each bi-encoder has one of its own.</summary>
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

    /// <summary>Refuses what could only fail after minutes.</summary>
    public void Validate()
    {
        if (RunFile is { } file && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            throw new UsageException($"'{file}' cannot be written: its folder is not there. Make it, or name another with --run.");
    }
}
