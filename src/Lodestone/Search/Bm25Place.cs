namespace Lodestone;

/// <summary>A hit's place among the candidates that BM25 found.</summary>
/// <param name="Bm25Score">The sum over the query's words, 0 or more, without an upper bound; comparable within one query only.</param>
/// <param name="Rank">1 for the best.</param>
public readonly record struct Bm25Place(double Bm25Score, int Rank);
