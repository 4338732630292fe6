namespace Lodestone.Evaluation;

/// <summary>The values of measures, per query and overall.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class EvaluationResult
{
    private readonly Dictionary<string, double[]> _values;
    private readonly Dictionary<string, int> _places;

    internal EvaluationResult(IReadOnlyList<Measure> measures, IReadOnlyList<string> queries, Dictionary<string, double[]> values)
    {
        Measures = measures;
        Queries = queries;
        _values = values;
        _places = queries.Select((query, i) => (query, i)).ToDictionary(q => q.query, q => q.i, StringComparer.Ordinal);
    }

    /// <summary>The requested measures, in the caller's order, each once.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>The ids of the evaluated queries, in the order of their code points.</summary>
    public IReadOnlyList<string> Queries { get; }

    /// <summary>Judged queries without results in the run. They count as 0, or not at all without CompleteQueries.</summary>
    public required IReadOnlyList<string> WithoutResults { get; init; }

    /// <summary>Queries of the run without judgements. They never count.</summary>
    public required IReadOnlyList<string> WithoutJudgements { get; init; }

    /// <summary>Evaluated queries without a relevant document, whose values are 0 for every run.</summary>
    public required IReadOnlyList<string> WithoutRelevant { get; init; }

    /// <summary>Returns a measure's values, in the order of <see cref="Queries"/>.</summary>
    /// <param name="measure">One of <see cref="Measures"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="measure"/> was not evaluated.</exception>
    public IReadOnlyList<double> Values(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return _values.TryGetValue(measure.Name, out var values)
            ? values
            : throw new InvalidArgumentException(
                ErrorCodes.NotEvaluated,
                $"'{measure}' was not evaluated; these were: {string.Join(", ", Measures)}. Evaluate it too.", nameof(measure));
    }

    /// <summary>Returns one query's value.</summary>
    /// <param name="measure">One of <see cref="Measures"/>.</param>
    /// <param name="queryId">One of <see cref="Queries"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="measure"/> or <paramref name="queryId"/> was not evaluated.</exception>
    public double Value(Measure measure, string queryId) => _places.TryGetValue(queryId, out var place)
        ? Values(measure)[place]
        : throw new InvalidArgumentException(
            ErrorCodes.NotEvaluated, $"Query '{queryId}' is not among the {Queries.Count} evaluated; see Queries.", nameof(queryId));

    /// <summary>Computes the mean over <see cref="Queries"/>, or the sum for a count.</summary>
    /// <param name="measure">One of <see cref="Measures"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="measure"/> was not evaluated.</exception>
    public double Overall(Measure measure) => measure is { IsCount: true } ? Values(measure).Sum() : Values(measure).Average();
}
