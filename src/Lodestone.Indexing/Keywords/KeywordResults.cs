namespace Lodestone.Indexing;

/// <summary>The hits of a keyword search, and the words it searched for.</summary>
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

    /// <summary>The best passages by descending score, equal scores by <see cref="KeywordEntry.Tie"/>, then by key.</summary>
    public IReadOnlyList<IndexHit> Hits { get; }

    /// <summary>
    /// The number of allowed passages with at least one of <see cref="Terms"/>: exact below 1,000, which means 1,000 or more.
    /// </summary>
    public int Matches { get; }

    /// <summary>
    /// The words searched for and their other forms, as far as passages have them, in the form of the index (stemmed), in ordinal order;
    /// may be empty.
    /// </summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The query's words that are in no passage, in ordinal order.</summary>
    public IReadOnlyList<string> UnknownTerms { get; }

    /// <summary>
    /// The most common words of a query with more than 256 words; not searched for.
    /// </summary>
    public IReadOnlyList<string> DroppedTerms { get; }

    /// <summary>Whether the query exceeded 10,000 words and was truncated.</summary>
    public bool IsQueryCut { get; }
}

/// <summary>The words of a query, divided into those that a snapshot has, lacks, or that were dropped.</summary>
internal sealed record QueryTerms(string[] Known, string[] Unknown, string[] Dropped, bool IsCut);
