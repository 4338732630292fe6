using System.ComponentModel.DataAnnotations;

namespace Lodestone.Server.Documents;

/// <summary>Which documents to read.</summary>
internal sealed record GetRequest
{
    /// <summary>Ids of documents. One that is there twice is answered once.</summary>
    [Length(1, ServerDefaults.MaxPageDocuments)]
    public required IReadOnlyList<string> Ids { get; init; }
}

/// <summary>Documents by their ids, in the order they were asked for.</summary>
/// <param name="Documents">Those that are there.</param>
/// <param name="Missing">Ids of which the collection has no document.</param>
/// <param name="Remaining">Ids that were not looked up, because the answer was full; ask for them next. Mostly none.</param>
internal sealed record GetResponse(
    IReadOnlyList<DocumentResponse> Documents, IReadOnlyList<string> Missing, IReadOnlyList<string> Remaining)
{
    public static GetResponse Of(Collection collection, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var (documents, missing, characters, looked) = (new List<DocumentResponse>(), new List<string>(), 0L, 0);
        string[] asked = [.. ids.Distinct(StringComparer.Ordinal)];
        for (; looked < asked.Length && characters < DocumentPage.MostCharacters; looked++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (collection.Get(asked[looked]) is { } document)
            {
                documents.Add(DocumentResponse.Of(document));
                characters += document.Text.Length;
            }
            else
            {
                missing.Add(asked[looked]);
            }
        }

        return new GetResponse(documents, missing, asked[looked..]);
    }
}
