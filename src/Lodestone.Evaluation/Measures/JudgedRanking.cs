namespace Lodestone.Evaluation.Measures;

/// <summary>One query's ranking with a level at each rank, from which its measures are computed.</summary>
internal sealed class JudgedRanking
{
    private readonly int[] _levels;
    private readonly int[] _ideal;
    private readonly int _nonRelevant;
    private readonly int _relevant;
    private readonly int _relevanceLevel;

    public JudgedRanking(IReadOnlyDictionary<string, int> judged, IReadOnlyList<RankedDocument> documents, EvaluationOptions options)
    {
        _relevanceLevel = options.RelevanceLevel;
        _levels = new int[Math.Min(documents.Count, options.MaxDocuments ?? int.MaxValue)];
        // Unjudged documents and drawn but unjudged ones are the same for every measure here, so both have a negative level.
        for (var i = 0; i < _levels.Length; i++)
            _levels[i] = judged.TryGetValue(documents[i].DocumentId, out var level) ? Math.Max(level, -1) : -1;
        _ideal = [.. judged.Values.Where(l => l > 0).OrderDescending()];
        _relevant = judged.Values.Count(l => l >= _relevanceLevel);
        _nonRelevant = judged.Values.Count(l => l >= 0 && l < _relevanceLevel);
    }

    public bool HasRelevant => _relevant > 0;

    public double Value(Measure measure)
    {
        var top = First(_levels, measure.Cutoff);
        return measure.Kind switch
        {
            MeasureKind.Queries => 1,
            MeasureKind.Retrieved => _levels.Length,
            MeasureKind.Relevant => _relevant,
            MeasureKind.RelevantRetrieved => Relevant(_levels),
            MeasureKind.NonRelevantRetrieved => _levels.Count(l => l >= 0 && l < _relevanceLevel),
            MeasureKind.AveragePrecision => AveragePrecision(top),
            MeasureKind.RPrecision => Share(Relevant(First(_levels, _relevant)), _relevant),
            MeasureKind.Bpref => Bpref(),
            MeasureKind.ReciprocalRank => ReciprocalRank(top),
            MeasureKind.Precision => Share(Relevant(top), measure.Cutoff ?? _levels.Length),
            MeasureKind.Recall => Share(Relevant(top), _relevant),
            MeasureKind.Success => Relevant(top) > 0 ? 1 : 0,
            MeasureKind.Ndcg => _ideal.Length == 0 ? 0 : Gain(top) / Gain(First(_ideal, measure.Cutoff)),
            MeasureKind.Unjudged => Share(top.Count(-1), measure.Cutoff!.Value),
            _ => throw new InvalidOperationException($"The measure '{measure}' has no implementation."),
        };
    }

    private static ReadOnlySpan<int> First(int[] levels, int? count) => levels.AsSpan(0, Math.Min(levels.Length, count ?? int.MaxValue));

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static double Gain(ReadOnlySpan<int> levels)
    {
        var sum = 0.0;
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] > 0)
                sum += levels[i] / Math.Log2(i + 2);
        }

        return sum;
    }

    private int Relevant(ReadOnlySpan<int> levels)
    {
        var count = 0;
        foreach (var level in levels)
            count += level >= _relevanceLevel ? 1 : 0;
        return count;
    }

    private double AveragePrecision(ReadOnlySpan<int> levels)
    {
        var (sum, found) = (0.0, 0);
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] >= _relevanceLevel)
                sum += (double)++found / (i + 1);
        }

        return _relevant == 0 ? 0 : sum / _relevant;
    }

    private double ReciprocalRank(ReadOnlySpan<int> levels)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] >= _relevanceLevel)
                return 1.0 / (i + 1);
        }

        return 0;
    }

    private double Bpref()
    {
        var (sum, before) = (0.0, 0);
        foreach (var level in _levels)
        {
            if (level >= _relevanceLevel)
                sum += before == 0 ? 1 : 1 - ((double)Math.Min(before, _relevant) / Math.Min(_nonRelevant, _relevant));
            else if (level >= 0)
                before++;
        }

        return _relevant == 0 ? 0 : sum / _relevant;
    }
}
