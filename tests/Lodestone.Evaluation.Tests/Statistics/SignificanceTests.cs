using CsCheck;
using Lodestone.Evaluation.Tests.Runs;

namespace Lodestone.Evaluation.Tests.Statistics;

public sealed class SignificanceTests
{
    // Darwin's maize (The Effects of Cross and Self Fertilisation, 1876), in eighths of an inch: crossed less self-fertilised, of 15
    // pairs. Fisher (The Design of Experiments, section 21) counts 1,726 of the 32,768 sign patterns at or beyond the sum of 314.
    private static readonly double[] Darwin = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

    // In units that have no exact binary form, sums that tie on paper differ in their last bits.
    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(0.003)]
    public void Compare_DarwinsMaize_HasFishersPValue(double unit)
    {
        var result = Significance.Compare(new double[15], [.. Darwin.Select(d => d * unit)]);
        Assert.True(result.IsExact);
        Assert.Equal(1726 / 32768.0, result.PValue, 12);
        Assert.Equal(314 * unit / 15, result.Difference, 12);
        Assert.Equal((13, 2), (result.Better, result.Worse));
        Assert.True(result.IsFew);
    }

    [Fact]
    public void Compare_SampledFlips_ComeNearTheExactValue()
    {
        // Six tiny differences more make 21, one too many to try them all, and change next to nothing.
        var second = Darwin.Concat(Enumerable.Repeat(1e-6, 6)).ToArray();
        var result = Significance.Compare(new double[21], second);
        Assert.False(result.IsExact);
        // Four standard errors of 100,000 flips, and the half of the ties (28 of 32,768) that the tiny differences now break.
        Assert.InRange(result.PValue, (1726 / 32768.0) - 0.005, (1726 / 32768.0) + 0.003);
    }

    [Fact]
    public void Compare_NoDifference_IsNoEvidence()
    {
        var result = Significance.Compare(new double[60], new double[60]);
        Assert.Equal((1.0, true, 0.0, 0.0), (result.PValue, result.IsExact, result.Difference, result.Detectable));
        Assert.Equal(new ConfidenceInterval(0, 0, 0.95), result.Interval);
        Assert.False(result.IsFew);
    }

    [Fact]
    public void Compare_OneQuery_SaysNothing()
    {
        var result = Significance.Compare([0.2], [0.9]);
        Assert.Equal(1, result.PValue);
        Assert.Null(result.Interval);
        Assert.Null(result.Detectable);
        Assert.True(result.IsFew);
    }

    [Fact]
    public void Compare_AllBetterByTheSame_HasTheSmallestPValueThereIs()
    {
        // Differences of .1 that rounding makes unequal must still count as ties.
        var first = Enumerable.Range(0, 10).Select(i => i / 10.0).ToArray();
        Assert.Equal(2 / 1024.0, Significance.Compare(first, [.. first.Select(f => f + 0.1)]).PValue);
    }

    [Fact]
    public void Compare_TheOtherWayRound_TurnsTheSign() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Array[1, 12].Sample(pairs =>
        {
            double[] first = [.. pairs.Select(p => p.Item1)], second = [.. pairs.Select(p => p.Item2)];
            var (there, back) = (Significance.Compare(first, second), Significance.Compare(second, first));
            Assert.Equal(there.PValue, back.PValue, 12);
            Assert.Equal(there.Difference, -back.Difference, 12);
            Assert.InRange(there.PValue, 2.0 / (1 << pairs.Length), 1);
        }, iter: 20);

    [Fact]
    public void Compare_TheSameSeed_GivesTheSameAnswer()
    {
        var (first, second) = Draw(new Random(1), 80, 0.05);
        Assert.Equal(Significance.Compare(first, second), Significance.Compare(first, second));
        Assert.NotEqual(
            Significance.Compare(first, second).Interval,
            Significance.Compare(first, second, new SignificanceOptions { Seed = 1 }).Interval);
    }

    [Fact]
    public void Compare_SystemsThatDoNotDiffer_AreToldApartAsOftenAsPromised()
    {
        var random = new Random(7);
        var options = new SignificanceOptions { Permutations = 1000, Resamples = 500 };
        var (wrong, missed) = (0, 0);
        const int Trials = 1000;
        for (var n = 0; n < Trials; n++)
        {
            var (first, second) = Draw(random, 60, 0);
            var result = Significance.Compare(first, second, options);
            wrong += result.PValue <= 0.05 ? 1 : 0;
            missed += result.Interval is { Lower: <= 0, Upper: >= 0 } ? 0 : 1;
        }

        // 50 of 1,000 expected, 7 the standard deviation; the percentile interval is a little too narrow.
        Assert.InRange(wrong, 22, 78);
        Assert.InRange(missed, 25, 95);
    }

    [Fact]
    public void Compare_ADifferenceCalledDetectable_IsFoundFourTimesInFive()
    {
        var random = new Random(11);
        var options = new SignificanceOptions { Permutations = 1000, Resamples = 1 };
        // The spread of Draw is .2 times the root of 2.
        var shift = 2.8016 * 0.2 * Math.Sqrt(2) / Math.Sqrt(60);
        var found = 0;
        for (var n = 0; n < 500; n++)
        {
            var (first, second) = Draw(random, 60, shift);
            var result = Significance.Compare(first, second, options);
            Assert.InRange(result.Detectable!.Value, shift * 0.6, shift * 1.5);
            found += result.PValue <= 0.05 ? 1 : 0;
        }

        Assert.InRange(found, 360, 440);
    }

    [Fact]
    public void MeanInterval_HalfOnes_IsThatOfTheBinomial()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i % 2)];
        var interval = Significance.MeanInterval(values)!.Value;
        Assert.InRange(interval.Lower, 0.39, 0.41);
        Assert.InRange(interval.Upper, 0.59, 0.61);
        Assert.Null(Significance.MeanInterval([1]));
    }

    [Fact]
    public void Compare_WrongRequests_AreRefused()
    {
        Assert.Equal(ErrorCodes.ValueNotFinite, Assert.Throws<InvalidArgumentException>(() => Significance.Compare([], [])).Code);
        Assert.Equal(ErrorCodes.CountsDiffer, Assert.Throws<InvalidArgumentException>(() => Significance.Compare([1], [1, 2])).Code);
        Assert.Equal(
            ErrorCodes.ValueNotFinite, Assert.Throws<InvalidArgumentException>(() => Significance.Compare([1], [double.NaN])).Code);
        Assert.Equal(
            ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => Significance.MeanInterval([1], new SignificanceOptions { Confidence = 95 })).Code);
        var judged = Judgements.Create([new("1", "a", 1), new("2", "a", 1)]);
        var options = new EvaluationOptions { CompleteQueries = false };
        var one = Evaluator.Evaluate(judged, RunBuilder.Of(("1", ["a"])), [Measure.Ndcg()], options);
        var other = Evaluator.Evaluate(judged, RunBuilder.Of(("2", ["a"])), [Measure.Ndcg()], options);
        Assert.Equal(
            ErrorCodes.QueriesDiffer, Assert.Throws<InvalidArgumentException>(() => Significance.Compare(one, other, Measure.Ndcg())).Code);
    }

    private static (double[] First, double[] Second) Draw(Random random, int queries, double shift)
    {
        double[] first = [.. Enumerable.Range(0, queries).Select(_ => 0.5 + (0.2 * Normal(random)))];
        return (first, [.. Enumerable.Range(0, queries).Select(_ => 0.5 + shift + (0.2 * Normal(random)))]);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
