using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>A document of a batch, or on a line of a stream.</summary>
internal sealed record BatchDocument
{
    /// <summary>The caller's name for the document, unique in the collection.</summary>
    [Length(1, Document.MaxIdLength)]
    public string? Id { get; init; }

    /// <summary>The same, as BEIR's data sets call it. One of the two is needed.</summary>
    [JsonPropertyName("_id")]
    [Length(1, Document.MaxIdLength)]
    public string? BeirId { get; init; }

    /// <summary>The title, searched with the text and shown with every hit. Default: none.</summary>
    [Length(0, ServerDefaults.MaxTitleLength)]
    public string? Title { get; init; }

    /// <summary>The text.</summary>
    [Length(0, Document.MaxTextLength)]
    public required string Text { get; init; }

    [Description(
        "Values to filter by: strings, numbers, true or false, lists of strings; ISO 8601 strings are dates. An object's fields are kept " +
        "under its name and theirs, as `a.b`. Default: none.")]
    public JsonElement? Metadata { get; init; }

    /// <summary>Where sections begin in the text, rising. Default: none.</summary>
    [Length(0, ServerDefaults.MaxHeadings)]
    public IReadOnlyList<HeadingRequest>? Headings { get; init; }

    /// <exception cref="RequestException">The document cannot be kept.</exception>
    public Document ToDocument(string path)
    {
        var place = RequestShape.Join(path, "id");
        if (Id is not null && BeirId is not null)
            throw RequestShape.Mistake(place, $"'{place}' and '_id' are both there. Give one of the two.");
        var id = Id ?? BeirId ??
            throw RequestShape.Mistake(place, $"'{place}' is missing; it is a string, the caller's name for the document.");
        return new DocumentRequest { Title = Title, Text = Text, Metadata = Metadata, Headings = Headings }.ToDocument(id, path);
    }
}
