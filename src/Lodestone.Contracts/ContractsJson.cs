using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lodestone.Contracts;

/// <summary>The JSON serialisation of Lodestone's own shapes: over HTTP, in the command line's <c>--json</c>, and in clients.</summary>
/// <remarks>
/// Names are in camelCase; enumerations are names in camelCase, never numbers. Needs no reflection, so it works trimmed and compiled ahead
/// of time. Safe for concurrent use.
/// </remarks>
public static class ContractsJson
{
    /// <summary>Read-only options that know every type of this namespace and no other.</summary>
    public static JsonSerializerOptions Options => ContractsContext.Default.Options;

    /// <summary>Options for writing on one line, with letters of every script unescaped.</summary>
    /// <remarks>Control characters are escaped; <c>&lt;</c> and <c>&amp;</c> are not, so the JSON is not safe within HTML.</remarks>
    public static JsonWriterOptions OneLine { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the serialisation metadata of one type.</summary>
    /// <typeparam name="T">A request or a response of this namespace, or a part of one.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not a type of this namespace.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}

/// <summary>The generated part of <see cref="ContractsJson"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AccessResponse))]
[JsonSerializable(typeof(BatchDocument))]
[JsonSerializable(typeof(CollectionListResponse))]
[JsonSerializable(typeof(CollectionRequest))]
[JsonSerializable(typeof(CompareRequest))]
[JsonSerializable(typeof(ComparisonResponse))]
[JsonSerializable(typeof(DeletedResponse))]
[JsonSerializable(typeof(DeleteRequest))]
[JsonSerializable(typeof(DocumentResponse))]
[JsonSerializable(typeof(DocumentBatchRequest))]
[JsonSerializable(typeof(DocumentPageResponse))]
[JsonSerializable(typeof(DocumentRequest))]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(ExplainResponse))]
[JsonSerializable(typeof(FacetsRequest))]
[JsonSerializable(typeof(FacetsResponse))]
[JsonSerializable(typeof(GetResponse))]
[JsonSerializable(typeof(GetRequest))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(IndexingResponse))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ListRequest))]
[JsonSerializable(typeof(ModelListResponse))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ReadinessResponse))]
[JsonSerializable(typeof(ReindexProgressResponse))]
[JsonSerializable(typeof(ReindexRequest))]
[JsonSerializable(typeof(ReindexResponse))]
[JsonSerializable(typeof(RenameRequest))]
[JsonSerializable(typeof(RerankRequest))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SimilarRequest))]
[JsonSerializable(typeof(StatsResponse))]
[JsonSerializable(typeof(UploadErrorResponse))]
[JsonSerializable(typeof(UploadProgressResponse))]
[JsonSerializable(typeof(UpsertResponse))]
[JsonSerializable(typeof(VectorIndexResponse))]
internal sealed partial class ContractsContext : JsonSerializerContext;

/// <summary>Enumerations as their names in camelCase, never as numbers.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
