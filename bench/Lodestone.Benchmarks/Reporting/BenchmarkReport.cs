namespace Lodestone.Benchmarks;

/// <summary>The report of a benchmark.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Question">The question that the benchmark answers.</param>
/// <param name="Markdown">The answer, ratios first.</param>
/// <param name="Figures">The same for machines, with every round's time.</param>
/// <param name="Faults">The wrong results of a system under test, whose speed is then meaningless.</param>
internal sealed record BenchmarkReport(string Name, string Question, string Markdown, object Figures, IReadOnlyList<string> Faults)
{
    /// <summary>Files beside the report, such as plots: contents by name.</summary>
    public IReadOnlyDictionary<string, string> Attachments { get; init; } = new Dictionary<string, string>();
}
