using System.Globalization;

namespace Lodestone.Evaluation.Measures;

/// <summary>The names of measures, trec_eval's and the usual ones.</summary>
internal static class MeasureNames
{
    public const string All = "ndcg@K, map@K, mrr@K, recall@K and precision@K with or without @K, success@K, unj@K, Rprec, bpref, num_q, "
        + "num_ret, num_rel, num_rel_ret and num_nonrel_judged_ret";

    public static Measure? Find(string name)
    {
        var lower = name.ToLowerInvariant();
        if (Whole(lower) is { } whole)
            return whole;
        var split = lower.LastIndexOfAny(['@', '_', '.']);
        return split > 0
            && int.TryParse(lower.AsSpan(split + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var cutoff) && cutoff > 0
            ? Cut(lower[..split], cutoff)
            : null;
    }

    private static Measure? Whole(string name) => name switch
    {
        "num_q" => Measure.QueryCount,
        "num_ret" => Measure.RetrievedCount,
        "num_rel" => Measure.RelevantCount,
        "num_rel_ret" => Measure.RelevantRetrievedCount,
        "num_nonrel_judged_ret" => Measure.NonRelevantRetrievedCount,
        "rprec" => Measure.RPrecision,
        "bpref" => Measure.Bpref,
        "ndcg" => Measure.Ndcg(),
        "map" or "ap" => Measure.AveragePrecision(),
        "mrr" or "rr" or "recip_rank" => Measure.ReciprocalRank(),
        "recall" or "set_recall" => Measure.Recall(),
        "precision" or "set_p" => Measure.Precision(),
        _ => null,
    };

    private static Measure? Cut(string name, int cutoff) => name switch
    {
        "ndcg" or "ndcg_cut" => Measure.Ndcg(cutoff),
        "map" or "ap" or "map_cut" => Measure.AveragePrecision(cutoff),
        "mrr" or "rr" or "recip_rank" => Measure.ReciprocalRank(cutoff),
        "recall" or "r" => Measure.Recall(cutoff),
        "precision" or "p" => Measure.Precision(cutoff),
        "success" => Measure.Success(cutoff),
        "unj" => Measure.Unjudged(cutoff),
        _ => null,
    };
}
