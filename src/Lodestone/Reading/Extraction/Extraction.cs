namespace Lodestone;

/// <summary>What a reader sees of a file: its text without marks, where its headings are, and what it says of itself.</summary>
internal sealed record Extraction
{
    public required string Text { get; init; }

    public IReadOnlyList<Heading> Headings { get; init; } = [];

    /// <summary>The title the file gives itself; null when it gives none.</summary>
    public string? Title { get; init; }

    public TitleSource TitleSource { get; init; }

    public IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; } = new Dictionary<string, MetadataValue>();

    public IReadOnlyList<ReadNote> Notes { get; init; } = [];
}
