using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Contracts.OpenAi;

namespace Lodestone.Contracts.Tei;

/// <summary>The JSON serialisation of the shapes of text-embeddings-inference.</summary>
/// <remarks>Needs no reflection, so it works trimmed and compiled ahead of time. Safe for concurrent use.</remarks>
public static class TeiJson
{
    /// <summary>Read-only options that know every type of this namespace and no other.</summary>
    public static JsonSerializerOptions Options => TeiContext.Default.Options;

    /// <summary>Returns the serialisation metadata of one type.</summary>
    /// <typeparam name="T">A request or a response of this namespace, or a part of one.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not a type of this namespace.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}

/// <summary>The generated part of <see cref="TeiJson"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<EmbeddingNumbers>))]
[JsonSerializable(typeof(IReadOnlyList<TeiRankResponse>))]
[JsonSerializable(typeof(TeiEmbedRequest))]
[JsonSerializable(typeof(TeiError))]
[JsonSerializable(typeof(TeiInfoResponse))]
[JsonSerializable(typeof(TeiRerankRequest))]
internal sealed partial class TeiContext : JsonSerializerContext;
