namespace Lodestone.Benchmarks;

/// <summary>What a benchmark found.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Question">The one question it answers.</param>
/// <param name="Markdown">The answer, ratios first.</param>
/// <param name="Figures">The same for machines, with every round's time.</param>
/// <param name="Faults">Where a system under test gave a wrong answer: then its speed means nothing.</param>
internal sealed record BenchmarkReport(string Name, string Question, string Markdown, object Figures, IReadOnlyList<string> Faults)
{
    /// <summary>Files to lie beside the report, such as plots: contents by name.</summary>
    public IReadOnlyDictionary<string, string> Attachments { get; init; } = new Dictionary<string, string>();
}
