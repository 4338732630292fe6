using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;

namespace Lodestone.Contracts.Client;

/// <summary>Reads answers as their types, and nothing else than those: no field is missing, and none that cannot be null is.</summary>
internal static class AnswerJson
{
    private const int MaxDepth = 64;

    private static readonly JsonSerializerOptions Own = Strict(ContractsJson.Options);
    private static readonly JsonSerializerOptions OpenAi = Strict(OpenAiJson.Options);
    private static readonly JsonSerializerOptions Cohere = Strict(CohereJson.Options);

    /// <summary>The serialisation of an answer of Lodestone's own routes.</summary>
    public static JsonTypeInfo<T> OfOwn<T>() => (JsonTypeInfo<T>)Own.GetTypeInfo(typeof(T));

    /// <summary>The serialisation of an answer in the shape of OpenAI's API.</summary>
    public static JsonTypeInfo<T> OfOpenAi<T>() => (JsonTypeInfo<T>)OpenAi.GetTypeInfo(typeof(T));

    /// <summary>The serialisation of an answer in the shape of Cohere's API.</summary>
    public static JsonTypeInfo<T> OfCohere<T>() => (JsonTypeInfo<T>)Cohere.GetTypeInfo(typeof(T));

    /// <summary>Reads a value.</summary>
    /// <exception cref="EndOfStreamException">The text ends within the value.</exception>
    /// <exception cref="JsonException">The text is not JSON, or not a value of the type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> shape)
    {
        EnsureWhole(utf8);
        try
        {
            return JsonSerializer.Deserialize(utf8, shape) ?? throw new JsonException("The value is null.");
        }
        // A string that is not Unicode, and a number that a converter refuses.
        catch (Exception failure) when (failure is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new JsonException(failure.Message, failure);
        }
    }

    // No list of any answer has a null in it, which the types alone do not say.
    private static void EnsureWhole(ReadOnlySpan<byte> utf8)
    {
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth });
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, state);
        Span<bool> isList = stackalloc bool[MaxDepth + 2];
        var (any, depth) = (false, 0);
        while (reader.Read())
        {
            any = true;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    isList[++depth] = reader.TokenType == JsonTokenType.StartArray;
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    depth--;
                    break;
                case JsonTokenType.Null when isList[depth]:
                    throw new JsonException("A list has null as a value.");
            }
        }

        if (!any || depth > 0)
            throw new EndOfStreamException("The JSON ends within a value.");
    }

    private static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        var strict = new JsonSerializerOptions(options) { RespectNullableAnnotations = true, MaxDepth = MaxDepth };
        strict.MakeReadOnly();
        return strict;
    }
}
