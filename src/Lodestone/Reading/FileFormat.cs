namespace Lodestone;

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
