using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Whether to walk the graph, and how.</summary>
/// <remarks>
/// A walk goes on until it has as many candidates as its efSearch that may be returned. When one in so many may be, it meets that many
/// times as many on the way; once comparing all that may be returned is cheaper, that is done instead, and is exact.
/// </remarks>
internal readonly struct SearchPlan
{
    // Vectors compared for each candidate kept; measured 11 to 16 at 100,000 vectors. An exact scan reads memory in order, which the
    // walk does not: comparing one there costs about half.
    private const int ComparedPerCandidate = 14;
    private const int ScanIsCheaperBy = 2;

    public SearchPlan(VectorQuery query, KeyFilter filter, VectorSlots slots)
    {
        var live = slots.Live;
        Matches = query.Allowed is null ? live : Math.Min(query.Allowed.Count, live);
        EfSearch = query.Walked;
        Filters = !slots.AllLive || !filter.PassesAllUpTo(slots.LargestKey);
        var onePasses = (double)slots.Count / Math.Max(1, Matches);
        MostPass = onePasses <= 2;
        WiderEfSearch = (int)Math.Ceiling(EfSearch * onePasses);
        Walks = !query.Exact && Matches > EfSearch * ComparedPerCandidate * onePasses * ScanIsCheaperBy;
    }

    /// <summary>Whether to walk at all.</summary>
    public bool Walks { get; }

    /// <summary>Whether some of what a walk meets may not be returned.</summary>
    public bool Filters { get; }

    /// <summary>Candidates to keep.</summary>
    public int EfSearch { get; }

    /// <summary>Whether at least every second may be returned.</summary>
    public bool MostPass { get; }

    /// <summary>Candidates to keep in order to have as many that may be returned.</summary>
    public int WiderEfSearch { get; }

    /// <summary>How many vectors can match at most. A walk that compares more has lost to the exact scan and is given up.</summary>
    public int Matches { get; }
}
