using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>A document whose id is in the address.</summary>
public sealed record DocumentRequest
{
    /// <summary>The title, searched with the text and shown with every hit. Default: none.</summary>
    [Length(0, RequestLimits.MaxTitleLength)]
    public string? Title { get; init; }

    /// <summary>The text.</summary>
    [Length(0, Document.MaxTextLength)]
    public required string Text { get; init; }

    /// <summary>
    /// Values to filter by: strings, numbers, true or false, lists of strings; ISO 8601 strings are dates. The fields of a nested object
    /// are prefixed with its name, as <c>a.b</c>. Default: none.
    /// </summary>
    [Description(
        "Values to filter by: strings, numbers, true or false, lists of strings; ISO 8601 strings are dates. The fields of a nested " +
        "object are prefixed with its name, as `a.b`. Default: none.")]
    public JsonElement? Metadata { get; init; }

    /// <summary>The beginnings of sections in the text, in ascending order. Default: none.</summary>
    [Length(0, RequestLimits.MaxHeadings)]
    public IReadOnlyList<DocumentHeading>? Headings { get; init; }
}

/// <summary>Documents that are written atomically.</summary>
public sealed record DocumentBatchRequest
{
    /// <summary>The documents; of several with one id the last is written.</summary>
    [Length(1, RequestLimits.MaxBatchDocuments)]
    public required IReadOnlyList<BatchDocument> Documents { get; init; }
}

/// <summary>A document of a batch, or on a line of a stream.</summary>
public sealed record BatchDocument
{
    /// <summary>The caller's name for the document, unique in the collection; a JSON number is its digits.</summary>
    [Length(1, Document.MaxIdLength)]
    [JsonConverter(typeof(NumberAsTextConverter))]
    public string? Id { get; init; }

    /// <summary>The id under the name that BEIR's data sets use. One of the two is required.</summary>
    [JsonPropertyName("_id")]
    [Length(1, Document.MaxIdLength)]
    [JsonConverter(typeof(NumberAsTextConverter))]
    public string? BeirId { get; init; }

    /// <summary>The title, searched with the text and shown with every hit. Default: none.</summary>
    [Length(0, RequestLimits.MaxTitleLength)]
    public string? Title { get; init; }

    /// <summary>The text.</summary>
    [Length(0, Document.MaxTextLength)]
    public required string Text { get; init; }

    /// <summary>
    /// Values to filter by: strings, numbers, true or false, lists of strings; ISO 8601 strings are dates. The fields of a nested object
    /// are prefixed with its name, as <c>a.b</c>. Default: none.
    /// </summary>
    [Description(
        "Values to filter by: strings, numbers, true or false, lists of strings; ISO 8601 strings are dates. The fields of a nested " +
        "object are prefixed with its name, as `a.b`. Default: none.")]
    public JsonElement? Metadata { get; init; }

    /// <summary>The beginnings of sections in the text, in ascending order. Default: none.</summary>
    [Length(0, RequestLimits.MaxHeadings)]
    public IReadOnlyList<DocumentHeading>? Headings { get; init; }
}

/// <summary>Reads a string, or a JSON number as the text that writes it: 42 as "42". Writes a string.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class NumberAsTextConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is neither a string nor a number.</exception>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException($"An id is a string or a number; found: {reader.TokenType}.");
        using var number = JsonDocument.ParseValue(ref reader);
        return number.RootElement.GetRawText();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value);
    }
}

/// <summary>A heading within a document's text.</summary>
public sealed record DocumentHeading
{
    /// <summary>The index of its first UTF-16 character in the text.</summary>
    [Range(0, int.MaxValue)]
    public required int Start { get; init; }

    /// <summary>The level; 1 is the outermost.</summary>
    [Range(1, 100)]
    public required int Level { get; init; }

    /// <summary>Its words.</summary>
    [Length(0, RequestLimits.MaxTitleLength)]
    public required string Text { get; init; }
}
