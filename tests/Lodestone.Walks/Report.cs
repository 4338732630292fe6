using System.Globalization;
using System.Text;

namespace Lodestone.Walks;

/// <summary>The walks in words.</summary>
internal static class Report
{
    private const int Columns = 140;
    private const string Begin = "<!-- walks:begin -->";
    private const string End = "<!-- walks:end -->";

    private const string Rule = """
        `eng/walks` counts the source files that one real call runs, with the models of fixtures/tiny-models. Each call is the second of its
        kind, so that no model is loaded and no index opened in it. A file counts when one of its methods ran and does something. Records,
        options, exceptions, enums, auto-properties, constructors and accessors that only assign, static initialisers and generated code do
        not count. Lambdas, local functions and async bodies belong to the file they are written in. The store, the index, the model and the
        tokenizer are counted beside the walk that reaches them.
        """;

    public static string Section(IReadOnlyList<WalkFiles> walks)
    {
        var text = new StringBuilder().AppendLine("## Walks").AppendLine(Rule).AppendLine()
            .AppendLine("| call | files | at most | beside them |").AppendLine("|---|--:|--:|---|");
        foreach (var (walk, files, beside) in walks)
        {
            var others = string.Join(", ", beside.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Folder} {b.Files.Count}")));
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{walk.Call}` | {files.Count} | {walk.Limit} | {others} |");
        }

        foreach (var (walk, files, _) in walks)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"`{walk.Call}`:");
            List(text, files);
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    /// <summary>The files that each call passed beside its walk.</summary>
    public static string Beside(IReadOnlyList<WalkFiles> walks)
    {
        var text = new StringBuilder();
        foreach (var walk in walks)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Beside `{walk.Walk.Call}`:");
            List(text, [.. walk.Beside.SelectMany(b => b.Files)]);
            text.AppendLine();
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Puts the section between its markers.</summary>
    public static void Write(string file, string section)
    {
        var text = File.ReadAllText(file);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"'{file}' has no '{Begin}' with a '{End}' after it.");
        File.WriteAllText(file, $"{text[..(begin + Begin.Length)]}\n{section}{text[end..]}");
    }

    private static void List(StringBuilder text, IReadOnlyList<string> files)
    {
        foreach (var folder in files.GroupBy(f => Path.GetDirectoryName(f)!.Replace('\\', '/')["src/".Length..]))
            Wrap(text, $"- {folder.Key}/: {string.Join(", ", folder.Select(Path.GetFileNameWithoutExtension))}");
    }

    private static void Wrap(StringBuilder text, string line)
    {
        while (line.Length > Columns)
        {
            var at = line.LastIndexOf(' ', Columns);
            text.AppendLine(line[..at]);
            line = "  " + line[(at + 1)..];
        }

        text.AppendLine(line);
    }
}
