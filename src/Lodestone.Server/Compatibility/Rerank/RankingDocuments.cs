using System.Globalization;
using System.Text.Json;
using Lodestone.Contracts.Cohere;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>The documents of a request to rank: strings, or objects of which some fields are read.</summary>
internal static class RankingDocuments
{
    private static readonly string[] Usual = ["text"];

    /// <summary>What is read of each.</summary>
    /// <exception cref="RequestException">One is neither, or lacks a field.</exception>
    public static IReadOnlyList<string> Read(RankingRequest request) =>
        [.. request.Documents.Select((document, i) =>
            Text(document, request.RankFields, string.Create(CultureInfo.InvariantCulture, $"documents[{i}]")))];

    /// <summary>A document as results show it: an object as it came, a string as an object's text.</summary>
    public static JsonElement Shown(JsonElement document) => document.ValueKind == JsonValueKind.Object
        ? document
        : JsonSerializer.SerializeToElement(
            new TextDocument { Text = document.GetString()! }, CohereJson.TypeInfo<TextDocument>());

    private static string Text(JsonElement document, IReadOnlyList<string>? fields, string place)
    {
        if (document.ValueKind == JsonValueKind.String && fields is null)
            return document.GetString()!;
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw RequestShape.Mistake(place, fields is null
                ? $"'{place}' is {FieldRule.Name(document)}; accepted is a string, or an object with 'text'."
                : $"'{place}' is {FieldRule.Name(document)}; with 'rank_fields' documents are objects. Leave it out for strings.");
        }

        return string.Join('\n', (fields ?? Usual).Select(field => Field(document, field, place)));
    }

    private static string Field(JsonElement document, string field, string place)
    {
        if (!document.TryGetProperty(field, out var value))
        {
            throw RequestShape.Mistake(place,
                $"'{place}' has no field '{FieldRule.Short(field)}'. Give it, or name in 'rank_fields' what the documents have.");
        }

        var where = RequestShape.Join(place, FieldRule.Short(field));
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw RequestShape.Mistake(where, $"'{where}' is {FieldRule.Name(value)}; accepted is a string, a number, true or false."),
        };
    }
}
