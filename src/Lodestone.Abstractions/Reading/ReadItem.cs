namespace Lodestone;

/// <summary>One result of reading: a document, or a problem in its place.</summary>
public sealed record ReadItem
{
    /// <summary>The document; null when there is a problem instead.</summary>
    public Document? Document { get; init; }

    /// <summary>The problem that kept the document from being read; null when there is a document.</summary>
    public ReadProblem? Problem { get; init; }

    /// <summary>The file's relative path with forward slashes, as documents name it.</summary>
    /// <remarks>Empty when a problem covers several files.</remarks>
    public required string Path { get; init; }

    /// <summary>The full path of the folder that <see cref="Path"/> is relative to; null for a stream, and for what no file has.</summary>
    /// <remarks>A collection keeps it with the document, so that a mirror removes only documents of the same root.</remarks>
    public string? Root { get; init; }

    /// <summary>The line on which a record begins, from 1; null for a file that is one document.</summary>
    public long? Line { get; init; }

    /// <summary>The source of the document's title.</summary>
    public TitleSource TitleSource { get; init; }

    /// <summary>
    /// The name of the encoding that decoded the text, such as <c>utf-8</c>; null for other formats than text, and for problems.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>Notes about the reading of the document. Default: none.</summary>
    public IReadOnlyList<ReadNote> Notes { get; init; } = [];

    /// <summary>Bytes of files read so far with this item, including skipped and refused files.</summary>
    /// <remarks>Files of records are read ahead through a buffer, so the count is up to 128 KiB ahead of the item.</remarks>
    public long BytesRead { get; init; }

    /// <summary>Bytes of all files when they were listed. A file that grows meanwhile does not change it.</summary>
    public long TotalBytes { get; init; }

    /// <summary>The number of files read to their end before this item.</summary>
    public int FilesRead { get; init; }

    /// <summary>The number of files to read.</summary>
    public int TotalFiles { get; init; }
}

/// <summary>The source of a document's title.</summary>
public enum TitleSource
{
    /// <summary>No source: a record without a title field has an empty title.</summary>
    None,

    /// <summary>A field of the record.</summary>
    Field,

    /// <summary>The front matter of a Markdown file.</summary>
    FrontMatter,

    /// <summary>The first heading of level 1, or the paragraph in Word's style Title.</summary>
    Heading,

    /// <summary>The title element of an HTML page.</summary>
    TitleElement,

    /// <summary>The properties of a document, such as those of a PDF, or the subject of a message.</summary>
    Properties,

    /// <summary>The file's name without its extension, the last resort.</summary>
    FileName,

    /// <summary>The first words of the text, for a row of a CSV file without a title.</summary>
    FirstWords,
}
