using System.Globalization;
using Lodestone.Documents;

namespace Lodestone;

/// <summary>A document to index: a text with an id, a title, headings and metadata.</summary>
/// <remarks>
/// <para>A collection copies a document's metadata when it takes the document in, so a later change of the dictionary changes nothing that
/// is stored; do not change it while a call that received the document is in flight. A document that was read from a collection has a
/// dictionary of its own. A copy by <c>with</c> shares the dictionary.</para>
/// <para>Serialised by System.Text.Json with its defaults, and it comes back with equal values.</para>
/// </remarks>
public sealed record Document
{
    /// <summary>The maximum length of an id in UTF-16 characters.</summary>
    public const int MaxIdLength = 512;

    /// <summary>The maximum length of title and text together in UTF-16 characters.</summary>
    public const int MaxTextLength = 16 << 20;

    /// <summary>The caller's name for the document, unique in a collection: 1 to 512 characters.</summary>
    /// <remarks>
    /// Control characters are not accepted. A path segment "." or "..", delimited by '/' or '\', literal or percent-encoded, is not
    /// accepted either, because clients and servers resolve such segments in an address: the request would reach another resource.
    /// </remarks>
    public required string Id { get; init; }

    /// <summary>The title, searched with the text and shown with every hit. Default: an empty string.</summary>
    public string Title { get; init; } = "";

    /// <summary>The text.</summary>
    /// <remarks>A document without words is stored and can be read back, but no search finds it.</remarks>
    public required string Text { get; init; }

    /// <summary>The headings of <see cref="Text"/> in ascending order. Default: none.</summary>
    /// <remarks>Passages end at them, and hits name them.</remarks>
    public IReadOnlyList<Heading> Headings { get; init; } = [];

    /// <summary>Typed values to filter by, as <c>Metadata = { ["price"] = 9.5, ["tags"] = tags }</c>. Default: none.</summary>
    /// <remarks>Field names are compared exactly.</remarks>
    public Dictionary<string, MetadataValue> Metadata { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Explains in a sentence why a collection would refuse the document; null when it would accept it.</summary>
    public string? FindProblem() => DocumentRules.Problem(this);

    /// <summary>Whether a model could read nothing in the text: it has only white space, control and format characters.</summary>
    /// <param name="text">The text; null counts as blank.</param>
    public static bool IsBlank(string? text)
    {
        foreach (var character in text.AsSpan())
        {
            if (!char.IsWhiteSpace(character) &&
                char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                return false;
        }

        return true;
    }
}

/// <summary>A heading within a document's text.</summary>
/// <param name="Start">The index of the heading's first UTF-16 character in the text.</param>
/// <param name="Level">The level, from 1 for the outermost.</param>
/// <param name="Text">The heading's words, without markup.</param>
public readonly record struct Heading(int Start, int Level, string Text);
