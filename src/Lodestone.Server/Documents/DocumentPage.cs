using System.Globalization;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Documents;

/// <summary>As many of a collection's documents as one answer has: a page of all, or some by their ids.</summary>
internal static class DocumentPage
{
    /// <summary>Characters of texts after which an answer ends early, for it is held whole.</summary>
    private const long MostCharacters = 4 << 20;

    // Documents read at once.
    private const int Chunk = 20;

    /// <summary>Reads it. A page that ends early says where the next begins, as a full one does.</summary>
    public static DocumentPageResponse Of(Collection collection, string? after, int top)
    {
        var documents = new List<Document>();
        var (characters, isEnd) = (0L, false);
        while (!isEnd && documents.Count < top && characters < MostCharacters)
        {
            var asked = Math.Min(Chunk, top - documents.Count);
            var read = collection.List(documents.Count > 0 ? documents[^1].Id : after, asked);
            documents.AddRange(read);
            characters += read.Sum(d => (long)d.Text.Length);
            isEnd = read.Count < asked;
        }

        return new DocumentPageResponse
        {
            Documents = [.. documents.Select(d => d.ToResponse())],
            Next = isEnd ? null : documents[^1].Id,
        };
    }

    /// <summary>Reads documents by their ids, in the order they were asked for, each once.</summary>
    public static GetResponse Of(Collection collection, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var (documents, missing, characters, looked) = (new List<DocumentResponse>(), new List<string>(), 0L, 0);
        string[] asked = [.. ids.Distinct(StringComparer.Ordinal)];
        for (; looked < asked.Length && characters < MostCharacters; looked++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (collection.Get(asked[looked]) is { } document)
            {
                documents.Add(document.ToResponse());
                characters += document.Text.Length;
            }
            else
            {
                missing.Add(asked[looked]);
            }
        }

        return new GetResponse { Documents = documents, Missing = missing, Remaining = asked[looked..] };
    }

    /// <summary>Which one is asked for.</summary>
    /// <exception cref="RequestException">A parameter is not accepted.</exception>
    public static (string? After, int Top) Read(IQueryCollection query) => (query["after"], Top(query["top"]));

    private static int Top(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return ServerDefaults.PageDocuments;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) &&
            top is >= 1 and <= RequestLimits.MaxPageDocuments
                ? top
                : throw RequestShape.Mistake("top", FormattableString.Invariant(
                    $"'top' is '{FieldRule.Short(text)}'; accepted is a whole number from 1 to {RequestLimits.MaxPageDocuments}."));
    }
}
