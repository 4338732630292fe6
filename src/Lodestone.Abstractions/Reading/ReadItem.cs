namespace Lodestone;

/// <summary>A document that was read, or a problem in its place.</summary>
public sealed record ReadItem
{
    /// <summary>The document; null when there is a problem instead.</summary>
    public Document? Document { get; init; }

    /// <summary>What could not be read; null when there is a document.</summary>
    public ReadProblem? Problem { get; init; }

    /// <summary>The file, as documents name it: relative, with forward slashes. Empty for a problem that stands for several.</summary>
    public required string Path { get; init; }

    /// <summary>The line on which a record begins, from 1; null for a file that is one document.</summary>
    public long? Line { get; init; }

    /// <summary>Where the document's title was found.</summary>
    public TitleSource TitleSource { get; init; }

    /// <summary>The name of the encoding the text was read in, such as <c>utf-8</c>; null for PDF, DOCX and problems.</summary>
    public string? Encoding { get; init; }

    /// <summary>What happened to the document on its way in. Default: nothing.</summary>
    public IReadOnlyList<ReadNote> Notes { get; init; } = [];

    /// <summary>How far reading has come with this item.</summary>
    public ReadProgress Progress { get; init; }
}

/// <summary>Where a document's title was found.</summary>
public enum TitleSource
{
    /// <summary>Nowhere: a record without a title field has an empty title.</summary>
    None,

    /// <summary>A field of the record.</summary>
    Field,

    /// <summary>The front matter of a Markdown file.</summary>
    FrontMatter,

    /// <summary>The first heading of level 1, or the paragraph in Word's style Title.</summary>
    Heading,

    /// <summary>The title element of an HTML page.</summary>
    TitleElement,

    /// <summary>The properties of a PDF or Word document.</summary>
    Properties,

    /// <summary>The file's name without its extension, the last resort.</summary>
    FileName,
}

/// <summary>How far reading has come, for a share, a rate and the remaining time.</summary>
/// <param name="BytesRead">
/// Bytes of files taken so far, skipped and refused files included. Files of records are read ahead by a buffer, so that the count runs
/// up to 128 KiB before the item.
/// </param>
/// <param name="TotalBytes">Bytes of all files when they were listed. A file that grows meanwhile does not change it.</param>
/// <param name="FilesRead">Files read to their end.</param>
/// <param name="TotalFiles">Files to read.</param>
public readonly record struct ReadProgress(long BytesRead, long TotalBytes, int FilesRead, int TotalFiles);
