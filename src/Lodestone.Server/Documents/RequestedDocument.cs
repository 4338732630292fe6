using System.Text.Json;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>The document that a request writes.</summary>
internal static class RequestedDocument
{
    /// <param name="request">The document without its id.</param>
    /// <param name="id">The id in the address.</param>
    /// <exception cref="RequestException">The document cannot be stored.</exception>
    public static Document ToDocument(this DocumentRequest request, string id) =>
        Create(id, request.Title, request.Text, request.Metadata, request.Headings, "");

    /// <param name="request">The document.</param>
    /// <param name="path">The document's path in the body; empty for the whole body.</param>
    /// <exception cref="RequestException">The document cannot be stored.</exception>
    public static Document ToDocument(this BatchDocument request, string path)
    {
        var place = RequestShape.Join(path, "id");
        if (request.Id is not null && request.BeirId is not null)
            throw RequestShape.Mistake(place, $"'{place}' and '_id' are both there. Give one of the two.");
        var id = request.Id ?? request.BeirId ??
            throw RequestShape.Mistake(place, $"'{place}' is missing; it is a string or a number, the caller's name for the document.");
        return Create(id, request.Title, request.Text, request.Metadata, request.Headings, path);
    }

    private static Document Create(
        string id, string? title, string text, JsonElement? metadata, IReadOnlyList<DocumentHeading>? headings, string path)
    {
        var document = new Document
        {
            Id = id,
            Title = title ?? "",
            Text = text,
            Headings = [.. (headings ?? []).Select(h => new Heading(h.Start, h.Level, h.Text))],
            Metadata = MetadataInput.Read(metadata, RequestShape.Join(path, "metadata")),
        };
        return document.FindProblem() is { } problem ? throw RequestShape.Mistake(path, problem) : document;
    }
}
