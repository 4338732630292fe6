namespace Lodestone.Server.Search;

/// <summary>A hit's place among the candidates that the bi-encoder found.</summary>
/// <param name="Similarity">The cosine of query and passage, -1 to 1.</param>
/// <param name="Rank">1 for the best.</param>
internal sealed record SimilarityPlaceResponse(double Similarity, int Rank);
