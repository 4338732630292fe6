namespace Lodestone.Server.Compare;

/// <summary>One passage, as both encoders see it.</summary>
/// <param name="Index">Its index in the caller's list, from 0.</param>
/// <param name="Id">The caller's name for it; null when it has none.</param>
/// <param name="Text">Its text.</param>
/// <param name="BiEncoder">Its place by the bi-encoder.</param>
/// <param name="CrossEncoder">Its place by the cross-encoder.</param>
/// <param name="Moved">How many places the cross-encoder moved it up (positive) or down (negative) from the bi-encoder's.</param>
internal sealed record ComparedPassageResponse(
    int Index, string? Id, string Text, BiEncoderPlaceResponse BiEncoder, CrossEncoderPlaceResponse CrossEncoder, int Moved)
{
    public static ComparedPassageResponse Of(ComparedPassage passage, string? id) => new(
        passage.Index,
        id,
        passage.Text,
        new BiEncoderPlaceResponse(
            passage.BiEncoder.Rank, passage.BiEncoder.Similarity, passage.BiEncoder.Tokens, passage.BiEncoder.DroppedTokens),
        CrossEncoderPlaceResponse.Of(passage.CrossEncoder),
        passage.Moved);
}
