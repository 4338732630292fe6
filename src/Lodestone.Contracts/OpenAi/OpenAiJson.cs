using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lodestone.Contracts.OpenAi;

/// <summary>The JSON serialisation of the shapes of OpenAI's API.</summary>
/// <remarks>Needs no reflection, so it works trimmed and compiled ahead of time. Safe for concurrent use.</remarks>
public static class OpenAiJson
{
    /// <summary>Read-only options that know every type of this namespace and no other.</summary>
    public static JsonSerializerOptions Options => OpenAiContext.Default.Options;

    /// <summary>Returns the serialisation metadata of one type.</summary>
    /// <typeparam name="T">A request or a response of this namespace, or a part of one.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not a type of this namespace.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}

/// <summary>The generated part of <see cref="OpenAiJson"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EmbeddingsRequest))]
[JsonSerializable(typeof(EmbeddingsResponse))]
[JsonSerializable(typeof(OpenAiError))]
internal sealed partial class OpenAiContext : JsonSerializerContext;
