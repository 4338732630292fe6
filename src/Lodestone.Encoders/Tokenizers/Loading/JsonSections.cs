using System.Text.Json;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>The positions of a tokenizer.json's properties, found in one pass without building a document of its vocabulary.</summary>
internal sealed class JsonSections
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly Dictionary<string, Range> _ranges = new(StringComparer.Ordinal);

    public JsonSections(ReadOnlyMemory<byte> json)
    {
        _json = json;
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        ReadObject(ref reader, "");
        if (reader.Read())
            throw new JsonException("The file has more content after the end of the object.");
    }

    /// <summary>Whether the property exists and is not null. The model's properties are named <c>model.x</c>.</summary>
    public bool Has(string name) => _ranges.TryGetValue(name, out var range) && !_json.Span[range].SequenceEqual("null"u8);

    public Utf8JsonReader Reader(string name) => new(_json.Span[_ranges[name]]);

    /// <summary>The value of a property; its kind is Undefined when it is missing.</summary>
    public JsonElement Element(string name)
    {
        if (!_ranges.TryGetValue(name, out var range))
            return default;
        using var document = JsonDocument.Parse(_json[range]);
        return document.RootElement.Clone();
    }

    private void ReadObject(ref Utf8JsonReader reader, string prefix)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"Expected an object, found {reader.TokenType}.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = prefix + reader.GetString();
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (name == "model" && reader.TokenType == JsonTokenType.StartObject)
                ReadObject(ref reader, "model.");
            else
                reader.Skip();
            _ranges[name] = start..(int)reader.BytesConsumed;
        }
    }
}
