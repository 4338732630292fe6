namespace Lodestone.Indexing;

/// <summary>A passage that has words of the query.</summary>
/// <param name="Key">Its number.</param>
/// <param name="Bm25Score">Its BM25 score, above 0. Scores of different queries or indexes are not comparable.</param>
public readonly record struct KeywordHit(long Key, float Bm25Score);
