namespace Lodestone.Benchmarks;

/// <summary>Recall and rate of one system at each exploration, round by round.</summary>
internal sealed class VectorCurve(IVectorSystem system, IReadOnlyList<int> explorations)
{
    private readonly List<VectorRound[]> _rounds = [];

    public IVectorSystem System => system;

    public IReadOnlyList<int> Explorations => explorations;

    public void Add(VectorRound[] round) => _rounds.Add(round);

    public double Recall(int point) => _rounds[0][point].Recall;

    public double Rate(int point) => Statistics.Median([.. _rounds.Select(r => r[point].Rate)]);

    /// <summary>The rate at a recall in each round; null where the curve does not reach it.</summary>
    public IReadOnlyList<double>? RatesAt(double recall) =>
        _rounds.Select(r => RateAt(r, recall)).ToArray() is var rates && rates.Contains(null) ? null : [.. rates.Select(r => r!.Value)];

    /// <summary>The speed relative to another system at a recall: the median of the ratios within a round.</summary>
    public double? SpeedOver(VectorCurve other, double recall) =>
        RatesAt(recall) is { } ours && other.RatesAt(recall) is { } theirs
            ? Statistics.Median([.. ours.Zip(theirs, (o, t) => o / t)])
            : null;

    // Between the two adjacent explorations, by linear interpolation of time over recall.
    private static double? RateAt(VectorRound[] round, double recall)
    {
        var sorted = round.OrderBy(p => p.Recall).ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Recall < recall)
                continue;
            if (i == 0)
                return sorted[0].Rate;
            var (below, above) = (sorted[i - 1], sorted[i]);
            var share = (recall - below.Recall) / (above.Recall - below.Recall);
            return 1 / ((1 - share) / below.Rate + share / above.Rate);
        }

        return null;
    }
}
