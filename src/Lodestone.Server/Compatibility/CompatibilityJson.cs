using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lodestone.Server;

/// <summary>How the shapes that others speak are written and read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CohereError))]
[JsonSerializable(typeof(EmbeddingsAnswer))]
[JsonSerializable(typeof(EmbeddingsRequest))]
[JsonSerializable(typeof(OpenAiError))]
[JsonSerializable(typeof(RankingAnswer))]
[JsonSerializable(typeof(RankingRequest))]
[JsonSerializable(typeof(TeiEmbedRequest))]
[JsonSerializable(typeof(TeiError))]
[JsonSerializable(typeof(TeiInfoAnswer))]
[JsonSerializable(typeof(TeiRerankRequest))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<EmbeddingNumbers>))]
[JsonSerializable(typeof(IReadOnlyList<TeiRankAnswer>))]
internal sealed partial class CompatibilityJson : JsonSerializerContext;
