namespace Lodestone;

/// <summary>A hit's place among the candidates that the bi-encoder found.</summary>
/// <param name="Similarity">The cosine of query and passage vectors, from -1 to 1.</param>
/// <param name="Rank">1 for the best.</param>
public readonly record struct SimilarityPlace(double Similarity, int Rank);
