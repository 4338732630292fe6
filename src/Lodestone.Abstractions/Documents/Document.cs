using System.Collections.Immutable;
using Lodestone.Documents;

namespace Lodestone;

/// <summary>What is indexed: a text with an id, and what is known of it.</summary>
/// <remarks>Immutable once made, if the lists and the dictionary it was given are left alone.</remarks>
public sealed record Document
{
    /// <summary>The most characters of an id.</summary>
    public const int MaxIdLength = 512;

    /// <summary>The most characters of title and text together.</summary>
    public const int MaxTextLength = 16 << 20;

    /// <summary>The caller's name for the document, unique in a collection: 1 to 512 characters.</summary>
    /// <remarks>
    /// Control characters are not accepted, nor is a part "." or ".." between '/' or '\', as it is or percent-encoded: addresses with such
    /// a part are resolved on their way, so that a request for the document would reach something else.
    /// </remarks>
    public required string Id { get; init; }

    /// <summary>The title, searched with the text and shown with every hit. Default: none, an empty string.</summary>
    public string Title { get; init; } = "";

    /// <summary>The text. A document without words is kept and can be read again, but no search finds it.</summary>
    public required string Text { get; init; }

    /// <summary>Where sections begin in <see cref="Text"/>, rising. Passages end there, and hits name them. Default: none.</summary>
    public IReadOnlyList<Heading> Headings { get; init; } = [];

    /// <summary>Typed values to filter by. Field names are compared exactly. Default: none.</summary>
    public IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; } = ImmutableDictionary<string, MetadataValue>.Empty;

    /// <summary>Why a collection would refuse the document, in words for a person; null when it would take it.</summary>
    public string? FindProblem() => DocumentRules.Problem(this);
}

/// <summary>A heading within a document's text.</summary>
/// <param name="Start">The index of the heading's first character in the text.</param>
/// <param name="Level">1 for the outermost.</param>
/// <param name="Text">The heading's words, without marks.</param>
public readonly record struct Heading(int Start, int Level, string Text);
