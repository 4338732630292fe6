using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lodestone.Contracts.Cohere;

/// <summary>The JSON serialisation of the shapes of Cohere's and Jina's APIs.</summary>
/// <remarks>Needs no reflection, so it works trimmed and compiled ahead of time. Safe for concurrent use.</remarks>
public static class CohereJson
{
    /// <summary>Read-only options that know every type of this namespace and no other.</summary>
    public static JsonSerializerOptions Options => CohereContext.Default.Options;

    /// <summary>Returns the serialisation metadata of one type.</summary>
    /// <typeparam name="T">A request or a response of this namespace, or a part of one.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not a type of this namespace.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}

/// <summary>The generated part of <see cref="CohereJson"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CohereError))]
[JsonSerializable(typeof(RankingRequest))]
[JsonSerializable(typeof(RankingResponse))]
[JsonSerializable(typeof(TextDocument))]
internal sealed partial class CohereContext : JsonSerializerContext;
