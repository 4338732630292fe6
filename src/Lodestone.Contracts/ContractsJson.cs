using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lodestone.Contracts;

/// <summary>How Lodestone's own shapes are written and read: over HTTP, by the command line's <c>--json</c>, and by clients.</summary>
/// <remarks>
/// Names are in camelCase; enumerations are names in camelCase, never numbers. Needs no reflection, so it works trimmed and compiled ahead
/// of time. Safe for concurrent use.
/// </remarks>
public static class ContractsJson
{
    /// <summary>Read-only options that know every type of this namespace and no other.</summary>
    public static JsonSerializerOptions Options => ContractsContext.Default.Options;

    /// <summary>Options of a writer: one line, and letters of every script as they are.</summary>
    /// <remarks>Control characters are escaped; <c>&lt;</c> and <c>&amp;</c> are not, so the JSON is not for use within HTML.</remarks>
    public static JsonWriterOptions OneLine { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How one type is written and read.</summary>
    /// <typeparam name="T">A request or a response of this namespace, or a part of one.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no type of this namespace.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}

/// <summary>The generated part of <see cref="ContractsJson"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
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
[JsonSerializable(typeof(GetResponse))]
[JsonSerializable(typeof(GetRequest))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(IndexingResponse))]
[JsonSerializable(typeof(ModelListResponse))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ReadinessResponse))]
[JsonSerializable(typeof(RerankRequest))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(SearchRequest))]
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
