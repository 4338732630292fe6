using System.Collections.Frozen;

namespace Lodestone;

/// <summary>Which format a file has by its name.</summary>
public static class FileFormats
{
    /// <summary>The extensions that are read, with their dot; capitals do not matter.</summary>
    public static IReadOnlyDictionary<string, FileFormat> ByExtension { get; } = new Dictionary<string, FileFormat>
    {
        [".txt"] = FileFormat.Text,
        [".text"] = FileFormat.Text,
        [".log"] = FileFormat.Text,
        [".rst"] = FileFormat.Text,
        [".adoc"] = FileFormat.Text,
        [".md"] = FileFormat.Markdown,
        [".markdown"] = FileFormat.Markdown,
        [".html"] = FileFormat.Html,
        [".htm"] = FileFormat.Html,
        [".xhtml"] = FileFormat.Html,
        [".pdf"] = FileFormat.Pdf,
        [".docx"] = FileFormat.Docx,
        [".jsonl"] = FileFormat.JsonLines,
        [".ndjson"] = FileFormat.JsonLines,
        [".csv"] = FileFormat.Csv,
        [".tsv"] = FileFormat.Csv,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The format that a path's extension stands for; null when no reader knows it.</summary>
    public static FileFormat? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ByExtension.TryGetValue(Path.GetExtension(path), out var format) ? format : null;
    }

    internal static string Known { get; } = string.Join(' ', ByExtension.Keys.Order(StringComparer.Ordinal));
}
