using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>Which of Cohere's shapes an answer has.</summary>
/// <param name="Version"><c>1</c> or <c>2</c>.</param>
internal sealed record RankingApiVersion([property: JsonPropertyName("version")] string Version);
