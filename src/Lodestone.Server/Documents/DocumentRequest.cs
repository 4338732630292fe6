using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>A document whose id is in the address.</summary>
internal sealed record DocumentRequest
{
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
    public Document ToDocument(string id, string path = "")
    {
        var document = new Document
        {
            Id = id,
            Title = Title ?? "",
            Text = Text,
            Headings = [.. (Headings ?? []).Select(h => new Heading(h.Start, h.Level, h.Text))],
            Metadata = MetadataInput.Read(Metadata, RequestShape.Join(path, "metadata")),
        };
        return document.FindProblem() is { } problem ? throw RequestShape.Mistake(path, problem) : document;
    }
}
