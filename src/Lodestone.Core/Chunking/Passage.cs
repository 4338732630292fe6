namespace Lodestone;

/// <summary>A stretch of a document that is embedded, indexed and scored by itself.</summary>
public sealed record Passage
{
    /// <summary>Its place among the document's passages, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>
    /// The characters of <see cref="Document.Text"/> that it is, without white space at either end; empty when the document has a title
    /// and no text. Neighbours may share sentences.
    /// </summary>
    public required TextRange Range { get; init; }

    /// <summary>The headings that its first character stands under, outermost first, such as "Billing > Refunds"; or empty.</summary>
    public required string Heading { get; init; }

    /// <summary>
    /// What the encoders read: the title, the headings above that are not in the passage themselves, and its text, joined by single spaces.
    /// Of a document that is one passage it is title and text.
    /// </summary>
    public required string Input { get; init; }

    /// <summary>
    /// The bi-encoder's token ids of <see cref="Input"/> as a document: its prompt included, without special tokens. Empty when its
    /// tokenizer drops every character there is.
    /// </summary>
    public required ReadOnlyMemory<int> TokenIds { get; init; }

    /// <summary>Tokens of title and headings that <see cref="Input"/> leaves out, because they would have taken the text's room.</summary>
    public int DroppedPrefixTokens { get; init; }
}
