namespace Lodestone.Evaluation;

/// <summary>A comparison of two systems on the same queries.</summary>
public sealed record PairedComparison
{
    /// <summary>The number of queries that both answered.</summary>
    public required int Queries { get; init; }

    /// <summary>The first system's mean.</summary>
    public required double FirstMean { get; init; }

    /// <summary>The second system's mean.</summary>
    public required double SecondMean { get; init; }

    /// <summary>The mean of the second system's value minus the first's; positive when the second is better.</summary>
    public required double Difference { get; init; }

    /// <summary>
    /// The probability of a mean difference at least as far from 0 when the two systems' values are swapped at random, query by query (the
    /// two-sided paired randomisation test). Never 0.
    /// </summary>
    public required double PValue { get; init; }

    /// <summary>Whether all swaps were evaluated, rather than a sample of them.</summary>
    public required bool IsExact { get; init; }

    /// <summary>The percentile bootstrap interval of <see cref="Difference"/>; null for one query, which shows no spread.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>The number of queries where the second system has the higher value.</summary>
    public required int Better { get; init; }

    /// <summary>The number of queries where the second system has the lower value.</summary>
    public required int Worse { get; init; }

    /// <summary>
    /// The smallest true difference that a test at .05 would detect four times in five, for this spread and number of queries (normal
    /// approximation). A smaller difference may exist without being detected. Null for one query.
    /// </summary>
    public required double? Detectable { get; init; }

    /// <summary>Whether queries are fewer than <see cref="SignificanceDefaults.FewQueries"/>: intervals are then too narrow.</summary>
    public bool IsFew => Queries < SignificanceDefaults.FewQueries;
}

/// <summary>A confidence interval of a mean.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Confidence">The probability that such an interval includes the true mean, such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper, double Confidence);
