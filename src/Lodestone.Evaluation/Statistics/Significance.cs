using Lodestone.Evaluation.Statistics;

namespace Lodestone.Evaluation;

/// <summary>Computes whether a difference, or a mean, may be due to chance.</summary>
/// <remarks>
/// Sources: Smucker, Allan and Carterette, CIKM 2007 (randomisation and bootstrap tests of retrieval systems); Efron and Tibshirani, An
/// Introduction to the Bootstrap, 1993, chapter 13 (percentile intervals). Deterministic and thread-safe.
/// </remarks>
public static class Significance
{
    // The normal deviates of a two-sided .05 and of a power of .8.
    private const double DetectionFactor = 1.959964 + 0.841621;

    /// <summary>Compares two systems by a measure.</summary>
    /// <param name="first">The result of the baseline system.</param>
    /// <param name="second">The result of the system that may be better.</param>
    /// <param name="measure">A measure of both results.</param>
    /// <param name="options">The options. Default: those of <see cref="SignificanceOptions"/>.</param>
    /// <exception cref="ArgumentException">The results have different queries, or lack the measure.</exception>
    public static PairedComparison Compare(
        EvaluationResult first, EvaluationResult second, Measure measure, SignificanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!first.Queries.SequenceEqual(second.Queries, StringComparer.Ordinal))
        {
            throw new InvalidArgumentException(
                ErrorCodes.QueriesDiffer,
                $"The results have different queries ({first.Queries.Count} and {second.Queries.Count}); a paired test needs the same. "
                + "Evaluate both with the same judgements and CompleteQueries.", nameof(second));
        }
        return Compare(first.Values(measure), second.Values(measure), options);
    }

    /// <summary>Compares two systems by their values.</summary>
    /// <param name="first">The value of the baseline system for each query.</param>
    /// <param name="second">The value of the system that may be better for each query, in the same order.</param>
    /// <param name="options">The options. Default: those of <see cref="SignificanceOptions"/>.</param>
    /// <exception cref="ArgumentException">A list is empty, the two differ in length, or a value is not finite.</exception>
    public static PairedComparison Compare(
        IReadOnlyList<double> first, IReadOnlyList<double> second, SignificanceOptions? options = null)
    {
        options ??= new SignificanceOptions();
        options.Validate();
        ValidateValues(first, nameof(first));
        ValidateValues(second, nameof(second));
        if (first.Count != second.Count)
        {
            throw new InvalidArgumentException(
                ErrorCodes.CountsDiffer, $"The lists have {first.Count} and {second.Count} values; pairs are needed.", nameof(second));
        }

        double[] differences = [.. second.Zip(first, (s, f) => s - f)];
        var (p, exact) = SignFlips.PValue(differences, options);
        return new PairedComparison
        {
            Queries = differences.Length,
            FirstMean = first.Average(),
            SecondMean = second.Average(),
            Difference = differences.Average(),
            PValue = p,
            IsExact = exact,
            Interval = Bootstrap.Interval(differences, options),
            Better = differences.Count(d => d > 0),
            Worse = differences.Count(d => d < 0),
            Detectable = differences.Length < 2 ? null : DetectionFactor * Deviation(differences) / Math.Sqrt(differences.Length),
        };
    }

    /// <summary>Computes the percentile bootstrap interval of a mean; null for one value, which shows no spread.</summary>
    /// <param name="values">A value for each query.</param>
    /// <param name="options">The options. Default: those of <see cref="SignificanceOptions"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="values"/> is empty, or a value is not finite.</exception>
    public static ConfidenceInterval? MeanInterval(IReadOnlyList<double> values, SignificanceOptions? options = null)
    {
        options ??= new SignificanceOptions();
        options.Validate();
        ValidateValues(values, nameof(values));
        return Bootstrap.Interval([.. values], options);
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static void ValidateValues(IReadOnlyList<double> values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Count == 0 || !values.All(double.IsFinite))
        {
            throw new InvalidArgumentException(
                ErrorCodes.ValueNotFinite, "A list of values is empty, or a value is not finite; pass one a query.", name);
        }
    }
}
