using System.Globalization;
using Lodestone.Evaluation.Measures;

namespace Lodestone.Evaluation;

/// <summary>A measure of a ranking's quality, with trec_eval's name and value.</summary>
/// <remarks>
/// Every measure except the counts is between 0 and 1. A query without relevant documents has 0. A document is relevant if its level is at
/// least <see cref="EvaluationOptions.RelevanceLevel"/>, except in nDCG, whose gain is the level itself.
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

    /// <summary>The number of queries evaluated (<c>num_q</c>).</summary>
    public static Measure QueryCount { get; } = new(MeasureKind.Queries, "num_q");

    /// <summary>The number of documents retrieved (<c>num_ret</c>).</summary>
    public static Measure RetrievedCount { get; } = new(MeasureKind.Retrieved, "num_ret");

    /// <summary>The number of relevant documents, retrieved or not (<c>num_rel</c>).</summary>
    public static Measure RelevantCount { get; } = new(MeasureKind.Relevant, "num_rel");

    /// <summary>The number of relevant documents retrieved (<c>num_rel_ret</c>).</summary>
    public static Measure RelevantRetrievedCount { get; } = new(MeasureKind.RelevantRetrieved, "num_rel_ret");

    /// <summary>The number of documents retrieved that are judged and not relevant (<c>num_nonrel_judged_ret</c>).</summary>
    public static Measure NonRelevantRetrievedCount { get; } = new(MeasureKind.NonRelevantRetrieved, "num_nonrel_judged_ret");

    /// <summary>Precision at R, the number of relevant documents (<c>Rprec</c>).</summary>
    public static Measure RPrecision { get; } = new(MeasureKind.RPrecision, "Rprec");

    /// <summary>
    /// A measure of how rarely judged non-relevant documents rank above relevant ones, unjudged documents ignored (<c>bpref</c>; Buckley
    /// and Voorhees, SIGIR 2004).
    /// </summary>
    public static Measure Bpref { get; } = new(MeasureKind.Bpref, "bpref");

    /// <summary>trec_eval's name, such as <c>ndcg_cut_10</c>; two measures are equal when their names are.</summary>
    public string Name { get; }

    /// <summary>The number of documents evaluated; null for all.</summary>
    public int? Cutoff { get; }

    /// <summary>Whether the measure is a count, so that queries are summed and not averaged.</summary>
    public bool IsCount => Kind <= MeasureKind.NonRelevantRetrieved;

    internal MeasureKind Kind { get; }

    /// <summary>
    /// Normalised discounted cumulative gain (<c>ndcg</c>, <c>ndcg_cut_K</c>; Järvelin and Kekäläinen, TOIS 2002). The gain is the level
    /// when it is positive, the discount is 1 / log2(rank + 1), and the norm is the value of the ideal ranking of all judged documents.
    /// </summary>
    /// <param name="cutoff">The number of documents evaluated. Default: all.</param>
    public static Measure Ndcg(int? cutoff = null) => new(MeasureKind.Ndcg, cutoff is null ? "ndcg" : "ndcg_cut", cutoff);

    /// <summary>
    /// Average precision (<c>map</c>, <c>map_cut_K</c>): the precision at the rank of each relevant document, averaged over all relevant
    /// ones.
    /// </summary>
    /// <param name="cutoff">The number of documents evaluated. Default: all.</param>
    public static Measure AveragePrecision(int? cutoff = null) =>
        new(MeasureKind.AveragePrecision, cutoff is null ? "map" : "map_cut", cutoff);

    /// <summary>
    /// Reciprocal rank (<c>recip_rank</c>, <c>recip_rank_K</c>; MRR): 1 / rank of the first relevant document, 0 without one.
    /// </summary>
    /// <param name="cutoff">The number of documents evaluated. Default: all.</param>
    public static Measure ReciprocalRank(int? cutoff = null) => new(MeasureKind.ReciprocalRank, "recip_rank", cutoff);

    /// <summary>The share of relevant documents that are retrieved (<c>set_recall</c>, <c>recall_K</c>).</summary>
    /// <param name="cutoff">The number of documents evaluated. Default: all.</param>
    public static Measure Recall(int? cutoff = null) => new(MeasureKind.Recall, cutoff is null ? "set_recall" : "recall", cutoff);

    /// <summary>
    /// The share of documents that are relevant (<c>set_P</c>, <c>P_K</c>). With a cutoff the divisor is the cutoff, even for fewer
    /// documents.
    /// </summary>
    /// <param name="cutoff">The number of documents evaluated. Default: all.</param>
    public static Measure Precision(int? cutoff = null) => new(MeasureKind.Precision, cutoff is null ? "set_P" : "P", cutoff);

    /// <summary>1 when a relevant document is retrieved, 0 otherwise (<c>success_K</c>).</summary>
    /// <param name="cutoff">The number of documents evaluated.</param>
    public static Measure Success(int cutoff) => new(MeasureKind.Success, "success", cutoff);

    /// <summary>
    /// The share of documents without a judgement (<c>unj_K</c>). Where it is high the other measures are unreliable, because unjudged
    /// documents may be relevant.
    /// </summary>
    /// <param name="cutoff">The number of documents evaluated, and the divisor, even for fewer documents.</param>
    public static Measure Unjudged(int cutoff) => new(MeasureKind.Unjudged, "unj", cutoff);

    /// <summary>
    /// Parses the name of a measure: trec_eval's (<c>ndcg_cut_10</c>, <c>ndcg_cut.10</c>, <c>P_5</c>, <c>map</c>), or the usual one with an
    /// @ (<c>ndcg@10</c>, <c>mrr@10</c>, <c>recall@100</c>). Case is ignored.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not the name of a measure.</exception>
    public static Measure Parse(string name)
    {
        InvalidArgumentException.ThrowIfBlank(name);
        return MeasureNames.Find(name) ?? throw new InvalidArgumentException(
            ErrorCodes.MeasureUnknown,
            $"Lodestone has no measure '{name}'. It has {MeasureNames.All}; K is a whole number from 1.", nameof(name));
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
