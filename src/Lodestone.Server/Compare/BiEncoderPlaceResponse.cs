namespace Lodestone.Server.Compare;

/// <summary>Where the bi-encoder puts a passage.</summary>
/// <param name="Rank">From 1; blank passages last.</param>
/// <param name="Similarity">The cosine of query and passage, -1 to 1; null for a blank passage.</param>
/// <param name="Tokens">Tokens of the passage that were read, special ones included; 0 for a blank passage.</param>
/// <param name="DroppedTokens">Tokens of the passage that did not fit.</param>
internal sealed record BiEncoderPlaceResponse(int Rank, float? Similarity, int Tokens, int DroppedTokens);
