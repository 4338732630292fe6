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
