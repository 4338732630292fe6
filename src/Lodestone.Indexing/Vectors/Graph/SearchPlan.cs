using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Decides whether to walk the graph, and how.</summary>
/// <remarks>
/// A walk continues until it has efSearch candidates that may be returned. When only one in n may be returned, it meets n times as many on
/// the way; once comparing all returnable vectors is cheaper, the exact scan is chosen.
/// </remarks>
internal readonly struct SearchPlan
{
    // Vectors compared for each kept candidate; measured 11 to 16 at 100,000 vectors. An exact scan reads memory in order, which the walk
    // does not, so one comparison there costs about half.
    private const int ComparedPerCandidate = 14;
    private const int ScanIsCheaperBy = 2;

    public SearchPlan(VectorQuery query, KeyFilter filter, VectorSlots slots)
    {
        var live = slots.Live;
        Matches = query.Allowed is null ? live : Math.Min(query.Allowed.Count, live);
        EfSearch = Math.Max(query.Top, query.EfSearch ?? VectorDefaults.EfSearch(query.Top));
        Filters = !slots.AllLive || !filter.PassesAllUpTo(slots.LargestKey);
        var onePasses = (double)slots.Count / Math.Max(1, Matches);
        MostPass = onePasses <= 2;
        WiderEfSearch = (int)Math.Ceiling(EfSearch * onePasses);
        Walks = !query.Exact && Matches > EfSearch * ComparedPerCandidate * onePasses * ScanIsCheaperBy;
    }

    /// <summary>Whether to walk the graph.</summary>
    public bool Walks { get; }

    /// <summary>Whether some of the slots that a walk meets may not be returned.</summary>
    public bool Filters { get; }

    /// <summary>The number of candidates to keep.</summary>
    public int EfSearch { get; }

    /// <summary>Whether at least every second slot may be returned.</summary>
    public bool MostPass { get; }

    /// <summary>The number of candidates to keep so that enough of them may be returned.</summary>
    public int WiderEfSearch { get; }

    /// <summary>The maximum number of matches. A walk that compares more is slower than the exact scan and is abandoned.</summary>
    public int Matches { get; }
}
