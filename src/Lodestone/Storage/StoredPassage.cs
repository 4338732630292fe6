namespace Lodestone;

/// <summary>A passage as a hit shows it.</summary>
internal sealed record StoredPassage
{
    public required long Key { get; init; }

    public required StoredDocument Document { get; init; }

    public required int Ordinal { get; init; }

    /// <summary>The index of its first character in the document's text.</summary>
    public required int Start { get; init; }

    /// <summary>The index after its last.</summary>
    public required int End { get; init; }

    public required string Heading { get; init; }

    public string Text => Document.Document.Text[Start..End];

    /// <summary>What an encoder reads that cannot use the token ids: title, headings and text.</summary>
    public string Input => string.Join(' ', new[] { Document.Document.Title, Heading, Text }.Where(t => t.Length > 0));
}
