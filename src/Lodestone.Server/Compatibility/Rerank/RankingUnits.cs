using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>Work as Cohere counts it.</summary>
/// <param name="SearchUnits">One a hundred documents, begun ones included.</param>
internal sealed record RankingUnits([property: JsonPropertyName("search_units")] int SearchUnits);
