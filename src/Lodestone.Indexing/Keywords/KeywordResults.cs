namespace Lodestone.Indexing;

/// <summary>What a keyword search found, and what it searched for.</summary>
public sealed class KeywordResults
{
    internal KeywordResults(IReadOnlyList<IndexHit> hits, int matches, QueryTerms terms)
    {
        Hits = hits;
        Matches = matches;
        Terms = terms.Known;
        UnknownTerms = terms.Unknown;
        DroppedTerms = terms.Dropped;
        IsQueryCut = terms.IsCut;
    }

    /// <summary>
    /// The best passages with their BM25 scores, above 0 and comparable within one query only: by score from high to low, equal scores by
    /// key from low to high.
    /// </summary>
    public IReadOnlyList<IndexHit> Hits { get; }

    /// <summary>
    /// How many allowed passages have at least one of <see cref="Terms"/>: exact below 1,000, which
    /// stands for itself and any number above.
    /// </summary>
    public int Matches { get; }

    /// <summary>The words searched for, as they are in the index (stemmed), in ordinal order; may be empty.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>Words of the query that no passage has, in ordinal order.</summary>
    public IReadOnlyList<string> UnknownTerms { get; }

    /// <summary>The most common words of a query that has over 256; not searched for.</summary>
    public IReadOnlyList<string> DroppedTerms { get; }

    /// <summary>Whether the query was longer than 10,000 words and its end was not read.</summary>
    public bool IsQueryCut { get; }
}

/// <summary>The words of a query, sorted out against what a snapshot has.</summary>
internal sealed record QueryTerms(string[] Known, string[] Unknown, string[] Dropped, bool IsCut);
