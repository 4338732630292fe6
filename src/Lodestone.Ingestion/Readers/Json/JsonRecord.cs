using System.Text.Json;
using Lodestone.Documents;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Json;

/// <summary>Reads the fields of one JSON object: id, title, text and headings by name, the rest as typed metadata.</summary>
/// <remarks>
/// The fields of a nested object are prefixed with its name (<c>author.name</c>), except those of <c>metadata</c>, the wrapper that
/// exports of data sets use.
/// </remarks>
internal sealed class JsonRecord(ReadOptions options, RecordFields fields)
{
    private const string Envelope = "metadata";
    private long _nameCharacters;

    public void Take(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw new UnreadableException(ReadProblemKind.Malformed,
                $"It is {Name(record)}, not an object. Accepted is one JSON object a line; give every document a line of its own.");
        }

        var names = record.EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var idField = options.IdField is { } id ? FieldName.Find(id, names) : FieldName.FindFirst(ReadDefaults.IdFields, names);
        var titleField = FieldName.Find(options.TitleField, names);
        string?[] textFields = [.. options.TextFields.Select(f => FieldName.Find(f, names))];
        JsonElement? headings = null;
        foreach (var property in record.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            var isText = TextField(property, textFields);
            if (property.Name == idField)
                fields.Id = Identifier(property.Value);
            else if (property.Name == titleField)
                fields.Title = Words(property);
            else if (!isText && JsonHeadings.Are(property))
                headings = property.Value;
            else if (!isText)
                TakeMetadata(property is { Name: Envelope, Value.ValueKind: JsonValueKind.Object } ? "" : property.Name, property.Value);
        }

        // Once, even if the field is repeated: each time would build the whole text.
        if (headings is { } list)
            new JsonHeadings(fields).Take(list, WrittenText(record, textFields));
    }

    private bool TextField(JsonProperty property, string?[] textFields)
    {
        for (var i = 0; i < textFields.Length; i++)
        {
            if (property.Name != textFields[i])
                continue;
            fields.Texts[i] = Words(property);
            return true;
        }

        return false;
    }

    private static string WrittenText(JsonElement record, string?[] textFields) => string.Join("\n\n", textFields
        .Select(f => f is not null && record.TryGetProperty(f, out var text) &&
            text.ValueKind == JsonValueKind.String ? text.GetString() : null)
        .Where(t => !string.IsNullOrEmpty(t)));

    private void TakeMetadata(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                fields.Set(name, TypedText.DateOrText(fields.Clean(value.GetString()!)));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                fields.Set(name, MetadataValue.Of(value.GetBoolean()));
                break;
            case JsonValueKind.Number when TypedText.NumberOrDigits(value.GetRawText()) is { } number:
                fields.Set(name, number);
                if (number.Kind == MetadataKind.Text)
                    fields.KeepAsText(name, number.Text);
                break;
            case JsonValueKind.Array when value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String):
                fields.Set(name, MetadataValue.Of(value.EnumerateArray().Select(e => fields.Clean(e.GetString()!))));
                break;
            case JsonValueKind.Object:
                foreach (var inner in value.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
                    TakeMetadata(Within(name, inner.Name), inner.Value);
                break;
            default:
                fields.LeaveOut(name, value.ValueKind == JsonValueKind.Number ? "a number beyond the range of double" : Name(value));
                break;
        }
    }

    /// <summary>A field's name prefixed with its object's. A long name before many fields could be far larger than the record.</summary>
    private string Within(string outer, string name)
    {
        if (outer.Length == 0)
            return name;
        if ((_nameCharacters += outer.Length + 1 + name.Length) > options.MaxRecordLength)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"The names of its nested fields have more than {options.MaxRecordLength} characters with those of their objects before ") +
                "them, the limit for one record. Shorten the names.") { Option = nameof(ReadOptions.MaxRecordLength) };
        }

        return $"{outer}.{name}";
    }

    private string Words(JsonProperty property) => property.Value.ValueKind == JsonValueKind.String
        ? fields.Clean(property.Value.GetString()!)
        : throw new UnreadableException(ReadProblemKind.UnusableField,
            $"Its '{property.Name}' is {Name(property.Value)}; accepted is a string. Name another field, or correct the line.");

    private static string Identifier(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.String => id.GetString()!,
        JsonValueKind.Number => id.GetRawText(),
        _ => throw new UnreadableException(ReadProblemKind.UnusableField,
            $"Its id is {Name(id)}; accepted are a string and a number. Name another field, or correct the line.")
        {
            Option = nameof(ReadOptions.IdField),
        },
    };

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list of other things than strings",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
