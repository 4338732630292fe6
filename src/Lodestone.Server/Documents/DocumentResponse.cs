using System.Text.Json.Serialization;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>A document as it is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title; empty if it has none.</param>
/// <param name="Text">Its text.</param>
/// <param name="Headings">Where sections begin in the text, rising.</param>
/// <param name="Metadata">Typed values to filter by.</param>
internal sealed record DocumentResponse(
    string Id,
    string Title,
    string Text,
    IReadOnlyList<HeadingResponse> Headings,
    [property: JsonConverter(typeof(MetadataConverter))] IReadOnlyDictionary<string, MetadataValue> Metadata)
{
    public static DocumentResponse Of(Document document) => new(
        document.Id,
        document.Title,
        document.Text,
        [.. document.Headings.Select(h => new HeadingResponse(h.Start, h.Level, h.Text))],
        document.Metadata);
}
