using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>What Cohere says of an answer.</summary>
/// <param name="ApiVersion">Which of its shapes this is.</param>
/// <param name="BilledUnits">What it would have cost there: one unit a hundred documents.</param>
/// <param name="Warnings">What the caller should know; absent when there is nothing.</param>
internal sealed record RankingMeta(
    [property: JsonPropertyName("api_version")] RankingApiVersion ApiVersion,
    [property: JsonPropertyName("billed_units")] RankingUnits BilledUnits,
    [property: JsonPropertyName("warnings")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Warnings);
