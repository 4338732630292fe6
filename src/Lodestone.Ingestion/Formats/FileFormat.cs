using System.Collections.Frozen;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion;

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

    /// <summary>A PowerPoint presentation (Office Open XML), one document.</summary>
    Pptx,

    /// <summary>An Excel workbook (Office Open XML), each sheet a document.</summary>
    Xlsx,

    /// <summary>An EPUB book without copy protection.</summary>
    Epub,

    /// <summary>A text in Rich Text Format.</summary>
    Rtf,

    /// <summary>A text of OpenDocument, as LibreOffice writes it.</summary>
    Odt,

    /// <summary>An e-mail message (MIME), and a document for each attachment that can be read.</summary>
    Email,

    /// <summary>A Jupyter notebook.</summary>
    Notebook,

    /// <summary>A file of source code in a language of <see cref="DocumentSource.Formats"/>.</summary>
    Code,
}

/// <summary>The mapping from file names to formats.</summary>
internal static class FileFormats
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
        [".pptx"] = FileFormat.Pptx,
        [".pptm"] = FileFormat.Pptx,
        [".ppsx"] = FileFormat.Pptx,
        [".xlsx"] = FileFormat.Xlsx,
        [".xlsm"] = FileFormat.Xlsx,
        [".epub"] = FileFormat.Epub,
        [".rtf"] = FileFormat.Rtf,
        [".odt"] = FileFormat.Odt,
        [".eml"] = FileFormat.Email,
        [".ipynb"] = FileFormat.Notebook,
    }
    .Concat(CodeLanguages.ByExtension.Keys.Select(extension => KeyValuePair.Create(extension, FileFormat.Code)))
    .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the format of a path's extension; null when no reader supports it.</summary>
    public static FileFormat? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ByExtension.TryGetValue(Path.GetExtension(path), out var format) ? format : null;
    }

    /// <summary>The media type of a path's extension, as far as it is one of those that are read; null for others.</summary>
    public static string? MediaTypeOf(string path) => Of(path) switch
    {
        FileFormat.Text => "text/plain",
        FileFormat.Markdown => "text/markdown",
        FileFormat.Html => "text/html",
        FileFormat.Pdf => "application/pdf",
        FileFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileFormat.JsonLines => "application/jsonl",
        FileFormat.Csv => "text/csv",
        FileFormat.Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        FileFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileFormat.Epub => "application/epub+zip",
        FileFormat.Rtf => "application/rtf",
        FileFormat.Odt => "application/vnd.oasis.opendocument.text",
        FileFormat.Email => "message/rfc822",
        FileFormat.Notebook => "application/x-ipynb+json",
        _ => null,
    };

    /// <summary>Returns the format of a media type; null when no reader supports it.</summary>
    public static FileFormat? OfMediaType(string? mediaType) => mediaType switch
    {
        null => null,
        "application/x-ndjson" => FileFormat.JsonLines,
        "text/rtf" => FileFormat.Rtf,
        _ => ByExtension.Where(f => MediaTypeOf(f.Key) == mediaType).Select(f => (FileFormat?)f.Value).FirstOrDefault(),
    };

    internal static string Known { get; } = string.Join(' ', ByExtension.Keys.Order(StringComparer.Ordinal));
}
