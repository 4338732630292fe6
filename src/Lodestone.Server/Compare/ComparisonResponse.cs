using Lodestone.Server.Serialization;

namespace Lodestone.Server.Compare;

/// <summary>The same passages ranked by a bi-encoder and by a cross-encoder, and what either cost.</summary>
/// <param name="Query">The query.</param>
/// <param name="BiEncoder">The bi-encoder's work.</param>
/// <param name="CrossEncoder">The cross-encoder's work.</param>
/// <param name="Passages">All passages, in the cross-encoder's order.</param>
internal sealed record ComparisonResponse(
    string Query, BiEncoderCostResponse BiEncoder, CrossEncoderCostResponse CrossEncoder, IReadOnlyList<ComparedPassageResponse> Passages)
{
    /// <summary>Makes the answer.</summary>
    /// <param name="comparison">What was compared.</param>
    /// <param name="id">The caller's name for a passage, by its index; null when it has none.</param>
    public static ComparisonResponse Of(EncoderComparison comparison, Func<int, string?> id) => new(
        comparison.Query,
        BiEncoderCostResponse.Of(comparison),
        new CrossEncoderCostResponse(
            comparison.CrossEncoderModel, WireTime.Milliseconds(comparison.Pairs.Elapsed), comparison.Pairs.Runs),
        [.. comparison.Passages.Select(p => ComparedPassageResponse.Of(p, id(p.Index)))]);
}
