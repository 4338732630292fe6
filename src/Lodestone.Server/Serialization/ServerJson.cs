using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Server.Collections;
using Lodestone.Server.Compare;
using Lodestone.Server.Documents;
using Lodestone.Server.Errors;
using Lodestone.Server.Models;
using Lodestone.Server.Search;

namespace Lodestone.Server.Serialization;

/// <summary>How the server's own shapes are written and read: the one place for HTTP, the command line and the OpenAPI document.</summary>
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
internal sealed partial class ServerJson : JsonSerializerContext
{
    /// <summary>Letters stay letters; control characters are escaped. The answers say that they are JSON and nothing else.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>On one line.</summary>
    public static readonly JsonWriterOptions OneLine = new() { Encoder = Encoder };
}
