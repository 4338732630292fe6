using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lodestone.Server.Compatibility.OpenAi;
using Lodestone.Server.Compatibility.Rerank;
using Lodestone.Server.Compatibility.TextEmbeddings;

namespace Lodestone.Server.Compatibility;

/// <summary>How the shapes that others speak are written and read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CohereError))]
[JsonSerializable(typeof(EmbeddingsResponse))]
[JsonSerializable(typeof(EmbeddingsRequest))]
[JsonSerializable(typeof(OpenAiError))]
[JsonSerializable(typeof(RankingResponse))]
[JsonSerializable(typeof(RankingRequest))]
[JsonSerializable(typeof(TeiEmbedRequest))]
[JsonSerializable(typeof(TeiError))]
[JsonSerializable(typeof(TeiInfoResponse))]
[JsonSerializable(typeof(TeiRerankRequest))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<EmbeddingNumbers>))]
[JsonSerializable(typeof(IReadOnlyList<TeiRankResponse>))]
internal sealed partial class CompatibilityJson : JsonSerializerContext;
