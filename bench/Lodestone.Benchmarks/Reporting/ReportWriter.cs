using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>Combines a report with the machine it was measured on.</summary>
internal sealed class ReportWriter(BenchmarkReport report, Machine machine, bool quick)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        // These files are read by people and by charts, and are never part of an HTML page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# ").Append(report.Question).Append("\n\n");
        if (quick)
            text.Append("**A quick run, to see that everything works: these figures are no measurement.**\n\n");
        foreach (var fault in report.Faults)
            text.Append("**Wrong: ").Append(fault).Append("**\n\n");
        text.Append(report.Markdown.Trim()).Append("\n\n## Machine\n\n").Append(machine.Markdown());
        return text.ToString();
    }

    /// <summary>Writes NAME.md, NAME.json and the attachments.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{report.Name}.md"), Markdown());
        foreach (var (name, attachment) in report.Attachments)
            File.WriteAllText(Path.Combine(folder, name), attachment);
        var content = new { report.Name, report.Question, quick, report.Faults, machine, report.Figures };
        File.WriteAllText(Path.Combine(folder, $"{report.Name}.json"), JsonSerializer.Serialize(content, Json) + "\n");
    }
}
