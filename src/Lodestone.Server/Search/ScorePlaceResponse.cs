namespace Lodestone.Server.Search;

/// <summary>A score, and the place it gives.</summary>
/// <param name="Score">BM25's score, or the fused one; comparable within one result only.</param>
/// <param name="Rank">1 for the best.</param>
internal sealed record ScorePlaceResponse(double Score, int Rank);
