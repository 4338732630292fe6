namespace Lodestone.Server.Search;

/// <summary>What the cross-encoder said of a hit.</summary>
/// <param name="Logit">The model's raw output, unbounded.</param>
/// <param name="Probability">The logit as a probability, from 0 to 1; it saturates.</param>
/// <param name="Rank">The place by logit among the passages it read; 1 for the best.</param>
/// <param name="DroppedTokens">Tokens of the passage that it did not read for want of room.</param>
internal sealed record RerankPlaceResponse(float Logit, double Probability, int Rank, int DroppedTokens);
