using System.Collections.Frozen;

namespace Lodestone.Ingestion;

/// <summary>How documents stand in a file.</summary>
public enum FileFormat
{
    /// <summary>One text, as it stands.</summary>
    Text,

    /// <summary>Markdown (CommonMark with the usual extensions), with or without YAML front matter.</summary>
    Markdown,

    /// <summary>An HTML page.</summary>
    Html,

    /// <summary>A PDF with a text layer.</summary>
    Pdf,

    /// <summary>A Word document (Office Open XML).</summary>
    Docx,

    /// <summary>One JSON object a line, each a document.</summary>
    JsonLines,

    /// <summary>Separated values with a header row, each row a document.</summary>
    Csv,
}

/// <summary>Which format a file has by its name.</summary>
internal static class FileFormats
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
