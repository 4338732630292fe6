using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Server;

/// <summary>How the server's own shapes are written and read: the one place for HTTP, the command line and the OpenAPI document.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BatchDocument))]
[JsonSerializable(typeof(CollectionListAnswer))]
[JsonSerializable(typeof(CollectionRequest))]
[JsonSerializable(typeof(CompareRequest))]
[JsonSerializable(typeof(ComparisonAnswer))]
[JsonSerializable(typeof(DeletedAnswer))]
[JsonSerializable(typeof(DeleteRequest))]
[JsonSerializable(typeof(DocumentAnswer))]
[JsonSerializable(typeof(DocumentBatchRequest))]
[JsonSerializable(typeof(DocumentPageAnswer))]
[JsonSerializable(typeof(DocumentRequest))]
[JsonSerializable(typeof(GetAnswer))]
[JsonSerializable(typeof(GetRequest))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(IndexingAnswer))]
[JsonSerializable(typeof(ModelListAnswer))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ReadinessAnswer))]
[JsonSerializable(typeof(RerankRequest))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(StatsAnswer))]
[JsonSerializable(typeof(UploadErrorAnswer))]
[JsonSerializable(typeof(UploadProgressAnswer))]
[JsonSerializable(typeof(UpsertAnswer))]
[JsonSerializable(typeof(VectorIndexAnswer))]
internal sealed partial class ServerJson : JsonSerializerContext
{
    /// <summary>Letters stay letters; control characters are escaped. The answers say that they are JSON and nothing else.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>On one line.</summary>
    public static readonly JsonWriterOptions OneLine = new() { Encoder = Encoder };
}
