using System.Globalization;
using Lodestone.Evaluation.Measures;

namespace Lodestone.Evaluation;

/// <summary>A number that says how good a ranking is, under trec_eval's name for it and with trec_eval's value.</summary>
/// <remarks>
/// Every measure but the counts goes from 0 to 1. A query without relevant documents has 0. A document counts as relevant from
/// <see cref="EvaluationOptions.RelevanceLevel"/> on, except in nDCG, whose gain is the level itself.
/// </remarks>
public sealed record Measure
{
    private Measure(MeasureKind kind, string name, int? cutoff = null)
    {
        if (cutoff is < 1)
            throw new InvalidRangeException(nameof(cutoff), cutoff, "1 document or more");
        Kind = kind;
        Name = cutoff is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{cutoff}");
        Cutoff = cutoff;
    }

    /// <summary>Queries evaluated, a count (<c>num_q</c>).</summary>
    public static Measure QueryCount { get; } = new(MeasureKind.Queries, "num_q");

    /// <summary>Documents retrieved, a count (<c>num_ret</c>).</summary>
    public static Measure RetrievedCount { get; } = new(MeasureKind.Retrieved, "num_ret");

    /// <summary>Relevant documents there are, retrieved or not, a count (<c>num_rel</c>).</summary>
    public static Measure RelevantCount { get; } = new(MeasureKind.Relevant, "num_rel");

    /// <summary>Relevant documents retrieved, a count (<c>num_rel_ret</c>).</summary>
    public static Measure RelevantRetrievedCount { get; } = new(MeasureKind.RelevantRetrieved, "num_rel_ret");

    /// <summary>Documents retrieved that are judged and not relevant, a count (<c>num_nonrel_judged_ret</c>).</summary>
    public static Measure NonRelevantRetrievedCount { get; } = new(MeasureKind.NonRelevantRetrieved, "num_nonrel_judged_ret");

    /// <summary>Precision after as many documents as are relevant (<c>Rprec</c>).</summary>
    public static Measure RPrecision { get; } = new(MeasureKind.RPrecision, "Rprec");

    /// <summary>
    /// How seldom judged non-relevant documents come before relevant ones, unjudged ones left aside (<c>bpref</c>; Buckley and
    /// Voorhees, SIGIR 2004).
    /// </summary>
    public static Measure Bpref { get; } = new(MeasureKind.Bpref, "bpref");

    /// <summary>trec_eval's name, such as <c>ndcg_cut_10</c>; two measures are equal when their names are.</summary>
    public string Name { get; }

    /// <summary>How many documents are looked at; null for all.</summary>
    public int? Cutoff { get; }

    /// <summary>Whether the measure counts, so that queries are added up and not averaged.</summary>
    public bool IsCount => Kind <= MeasureKind.NonRelevantRetrieved;

    internal MeasureKind Kind { get; }

    /// <summary>
    /// Normalised discounted cumulative gain (<c>ndcg</c>, <c>ndcg_cut_K</c>; Järvelin and Kekäläinen, TOIS 2002): the gain is the
    /// level when it is positive, the discount 1 / log2(rank + 1), the norm that of the ideal ranking of all judged documents.
    /// </summary>
    /// <param name="cutoff">How many documents are looked at. Default: all.</param>
    public static Measure Ndcg(int? cutoff = null) => new(MeasureKind.Ndcg, cutoff is null ? "ndcg" : "ndcg_cut", cutoff);

    /// <summary>
    /// Average precision (<c>map</c>, <c>map_cut_K</c>): precision at the rank of each relevant document, averaged over all relevant ones.
    /// </summary>
    /// <param name="cutoff">How many documents are looked at. Default: all.</param>
    public static Measure AveragePrecision(int? cutoff = null) =>
        new(MeasureKind.AveragePrecision, cutoff is null ? "map" : "map_cut", cutoff);

    /// <summary>One over the rank of the first relevant document, 0 without one (<c>recip_rank</c>, <c>recip_rank_K</c>); MRR.</summary>
    /// <param name="cutoff">How many documents are looked at. Default: all.</param>
    public static Measure ReciprocalRank(int? cutoff = null) => new(MeasureKind.ReciprocalRank, "recip_rank", cutoff);

    /// <summary>The share of relevant documents that are retrieved (<c>set_recall</c>, <c>recall_K</c>).</summary>
    /// <param name="cutoff">How many documents are looked at. Default: all.</param>
    public static Measure Recall(int? cutoff = null) => new(MeasureKind.Recall, cutoff is null ? "set_recall" : "recall", cutoff);

    /// <summary>
    /// The share of documents that are relevant (<c>set_P</c>, <c>P_K</c>). With a cutoff it is divided by the cutoff, even when
    /// fewer documents are there.
    /// </summary>
    /// <param name="cutoff">How many documents are looked at. Default: all.</param>
    public static Measure Precision(int? cutoff = null) => new(MeasureKind.Precision, cutoff is null ? "set_P" : "P", cutoff);

    /// <summary>1 when there is a relevant document, 0 otherwise (<c>success_K</c>).</summary>
    /// <param name="cutoff">How many documents are looked at.</param>
    public static Measure Success(int cutoff) => new(MeasureKind.Success, "success", cutoff);

    /// <summary>
    /// The share of documents that nobody judged (<c>unj_K</c>). Where it is high the other measures say little: what was found may
    /// be relevant all the same.
    /// </summary>
    /// <param name="cutoff">How many documents are looked at; it is divided by this, even when fewer are there.</param>
    public static Measure Unjudged(int cutoff) => new(MeasureKind.Unjudged, "unj", cutoff);

    /// <summary>
    /// The measure of a name: trec_eval's (<c>ndcg_cut_10</c>, <c>ndcg_cut.10</c>, <c>P_5</c>, <c>map</c>), or the usual one with an @
    /// (<c>ndcg@10</c>, <c>mrr@10</c>, <c>recall@100</c>). Case does not matter.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">No measure is called that.</exception>
    public static Measure Parse(string name)
    {
        InvalidArgumentException.ThrowIfBlank(name);
        return MeasureNames.Find(name) ?? throw new InvalidArgumentException(
            ErrorCodes.MeasureUnknown,
            $"'{name}' is no measure Lodestone has. It has {MeasureNames.All}; K is a whole number from 1.", nameof(name));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

internal enum MeasureKind
{
    Queries,
    Retrieved,
    Relevant,
    RelevantRetrieved,
    NonRelevantRetrieved,
    AveragePrecision,
    RPrecision,
    Bpref,
    ReciprocalRank,
    Precision,
    Recall,
    Success,
    Ndcg,
    Unjudged,
}
