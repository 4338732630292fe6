using System.Collections.Frozen;

namespace Lodestone.Ingestion;

/// <summary>The mapping from file names to formats.</summary>
public static class FileFormats
{
    /// <summary>The supported extensions with their dot; letter case is ignored.</summary>
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

    /// <summary>Returns the format of a path's extension; null when no reader supports it.</summary>
    public static FileFormat? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ByExtension.TryGetValue(Path.GetExtension(path), out var format) ? format : null;
    }

    internal static string Known { get; } = string.Join(' ', ByExtension.Keys.Order(StringComparer.Ordinal));
}

/// <summary>The format of a file of documents.</summary>
public enum FileFormat
{
    /// <summary>Plain text, read unchanged as one document.</summary>
    Text,

    /// <summary>Markdown (CommonMark with the usual extensions), with or without YAML front matter.</summary>
    Markdown,

    /// <summary>An HTML page.</summary>
    Html,

    /// <summary>A PDF with a text layer.</summary>
    Pdf,

    /// <summary>A Word document (Office Open XML).</summary>
    Docx,

    /// <summary>JSON Lines: one JSON object a line, each a document.</summary>
    JsonLines,

    /// <summary>CSV: separated values with a header row, each further row a document.</summary>
    Csv,
}
