namespace Lodestone;

/// <summary>A part of a document that is embedded, indexed and scored on its own.</summary>
public sealed record Passage
{
    /// <summary>The position among the document's passages, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>
    /// The passage's range in <see cref="Document.Text"/>, without white space at either end; empty when the document has a title and no
    /// text.
    /// </summary>
    /// <remarks>Neighbouring passages may share sentences.</remarks>
    public required TextRange Range { get; init; }

    /// <summary>The headings above the passage's first character, outermost first, such as "Billing > Refunds"; or empty.</summary>
    public required string Heading { get; init; }

    /// <summary>
    /// The text that the encoders read: the title, the headings above that the passage itself does not contain, and its text, joined by
    /// single spaces.
    /// </summary>
    /// <remarks>When the whole document is one passage, it is title and text.</remarks>
    public required string Input { get; init; }

    /// <summary>The bi-encoder's token ids of <see cref="Input"/> as a document, prompt included, special tokens excluded.</summary>
    /// <remarks>Empty when the tokenizer drops every character.</remarks>
    public required ReadOnlyMemory<int> TokenIds { get; init; }

    /// <summary>Tokens of title and headings that <see cref="Input"/> leaves out, to keep room for the text.</summary>
    public int DroppedPrefixTokens { get; init; }
}
