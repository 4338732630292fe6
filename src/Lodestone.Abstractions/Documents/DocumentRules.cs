using System.Globalization;

namespace Lodestone.Documents;

/// <summary>The rules that a document must meet to be stored.</summary>
/// <remarks>
/// Ids are shown in tables, put into addresses, and written to run files, so they hold no control characters, no lone surrogates and no
/// dot segments. Ids that an earlier version wrote are read and deleted like others. Texts may hold anything; a lone surrogate is stored
/// as U+FFFD, because UTF-8 cannot encode it.
/// </remarks>
internal static class DocumentRules
{
    public const int MaxFields = 256;
    public const int MaxFieldNameLength = 256;
    public const int MaxValueLength = 32_768;
    public const int MaxListLength = 10_000;

    /// <exception cref="ArgumentException"><paramref name="document"/> cannot be stored.</exception>
    public static void Check(Document document, string parameter)
    {
        if (Problem(document) is { } problem)
            throw new InvalidArgumentException(CodeOf(document), problem, parameter);
    }

    /// <summary>A document as a collection takes it in: with metadata of its own, which the caller cannot change.</summary>
    public static Document Take(Document document) => document is { Metadata: { Count: > 0 } metadata }
        ? document with { Metadata = new(metadata, StringComparer.Ordinal) }
        : document;

    /// <summary>The code of a document's problem.</summary>
    public static string CodeOf(Document document) =>
        document is { Id: { } id } && IdProblem(id) is not null ? ErrorCodes.DocumentIdInvalid : ErrorCodes.DocumentInvalid;

    /// <summary>Explains why the document cannot be stored; null when it can.</summary>
    public static string? Problem(Document document)
    {
        if (document is not { Id: not null, Title: not null, Text: not null, Headings: not null, Metadata: not null })
            return "A document has an id, title, text, headings or metadata that is null. Give an empty string or list instead.";
        var problem = IdProblem(document.Id) ?? TextProblem(document) ?? HeadingProblem(document) ?? FieldProblem(document.Metadata);
        return problem is null ? null : $"Document '{Shown(document.Id)}': {problem}";
    }

    private static string? IdProblem(string id) => id.Length switch
    {
        0 => "The id is empty. Give 1 to 512 characters.",
        > Document.MaxIdLength => string.Create(CultureInfo.InvariantCulture,
            $"The id has {id.Length} characters; 1 to {Document.MaxIdLength} are accepted. Shorten it, or use a hash of it."),
        _ when id.Any(char.IsControl) =>
            "The id has a control character; ids are shown in tables and addresses, so all others are accepted. Replace it.",
        _ when HasLoneSurrogate(id) => "The id has half of a surrogate pair, which is no character. Whole characters are accepted.",
        _ => DotSegments.Problem(id),
    };

    private static string? TextProblem(Document document)
    {
        var length = (long)document.Text.Length + document.Title.Length;
        return length <= Document.MaxTextLength ? null : string.Create(CultureInfo.InvariantCulture,
            $"Title and text have {length} characters; {Document.MaxTextLength} are accepted.");
    }

    private static string? HeadingProblem(Document document)
    {
        var last = 0;
        foreach (var heading in document.Headings)
        {
            if (heading.Text is null || heading.Level < 1)
                return "A heading has no text or a level below 1. Levels count from 1, the outermost.";
            if (heading.Start < last || heading.Start > document.Text.Length)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"A heading starts at {heading.Start}; starts rise and lie within the text's {document.Text.Length} characters.");
            }

            last = heading.Start;
        }

        return null;
    }

    private static string? FieldProblem(IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        if (metadata.Count > MaxFields)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"There are {metadata.Count} metadata fields; {MaxFields} are accepted. Keep those to filter by.");
        }

        foreach (var (name, value) in metadata)
        {
            if (name.Length is 0 or > MaxFieldNameLength || name.Any(char.IsControl) || HasLoneSurrogate(name))
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"The field '{Shown(name)}' needs a name of 1 to {MaxFieldNameLength} characters without control characters.");
            }

            if (value is null)
                return $"The metadata field '{name}' is null. Leave it out.";
            if (value.Kind == MetadataKind.TextList && value.TextList.Count > MaxListLength)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"The list '{name}' has {value.TextList.Count} strings; {MaxListLength} are accepted.");
            }

            var longest = value.Kind switch
            {
                MetadataKind.Text => value.Text.Length,
                MetadataKind.TextList => value.TextList.Select(t => t.Length).DefaultIfEmpty().Max(),
                _ => 0,
            };
            if (longest > MaxValueLength)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"The field '{name}' has {longest} characters; {MaxValueLength} are accepted, since values are indexed whole. " +
                    $"Put long text into the document's text.");
            }
        }

        return null;
    }

    /// <summary>Whether a text has half of a surrogate pair, which UTF-8 cannot encode.</summary>
    public static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }

    /// <summary>An id or a name as messages show it: shortened, without control characters.</summary>
    public static string Shown(string text) =>
        string.Concat((text.Length > 80 ? text[..80] + "..." : text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
}

/// <summary>Finds the path segments "." and "..", which clients, proxies and servers resolve in an address before it is routed.</summary>
/// <remarks>
/// Once resolved, an address for the document ".." is the address of its collection's parent. Percent-encoding does not protect a
/// segment: "%2e" is "." to every client that follows RFC 3986 or the WHATWG URL standard, many clients treat '\' as '/', and a proxy may
/// decode once more than the server does. So a text is decoded until no escape is left. The order does not matter: escapes cannot
/// overlap, and decoding never joins or splits a segment that is a dot segment already.
/// </remarks>
internal static class DotSegments
{
    /// <summary>The first dot segment, decoded; null when the path has none.</summary>
    public static string? Find(string path) => Array.Find(Decode(path).Split('/', '\\'), s => s is "." or "..");

    /// <summary>Explains why a document cannot have the id; null when the id has no dot segment.</summary>
    public static string? Problem(string id) => Find(id) is not { } segment ? null :
        $"The id has the path segment '{segment}', as it is or percent-encoded. Clients and servers resolve it in an address, so a " +
        "request for this document would reach something else. Accepted are ids that have no part '.' or '..' between '/' or '\\'. " +
        "Rename it, or use a hash of it.";

    // One pass is enough and necessary: a decoded character may be the end of an escape that began before it.
    private static string Decode(string text)
    {
        var decoded = new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            decoded[length++] = character;
            while (length >= 3 && decoded[length - 3] == '%' && Hex(decoded[length - 2]) is { } high && Hex(decoded[length - 1]) is { } low)
            {
                length -= 2;
                // Each byte of a multi-byte character becomes a character of its own; none of them is a dot or a separator.
                decoded[length - 1] = (char)((high << 4) | low);
            }
        }

        return new string(decoded, 0, length);
    }

    private static int? Hex(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => null,
    };
}
