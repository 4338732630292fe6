using System.Numerics;

namespace Lodestone.Indexing.Keywords;

/// <summary>The scores of some thousand adjacent passages while they are summed: few enough to stay in the nearest cache.</summary>
internal sealed class ScoreWindow
{
    public const int Length = 1 << 12;

    // A bound is summed in another order than a score; this covers the rounding of a thousand additions.
    private const double Slack = 1 + 1e-12;

    /// <summary>One score for each passage from <see cref="Start"/> on; 0 where nothing was added.</summary>
    public double[] Scores { get; } = new double[Length];

    /// <summary>One bit for each passage: whether it is a candidate.</summary>
    public ulong[] Touched { get; } = new ulong[Length / 64];

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>Whether a bound, rounded as the score would be, is below the floor.</summary>
    public static bool IsOut(double bound, float floor) => (float)(bound * Slack) < floor;

    public void MoveTo(int start, int end)
    {
        Start = start;
        End = end;
        Scores.AsSpan().Clear();
        Touched.AsSpan().Clear();
    }

    /// <summary>Drops the candidates that cannot reach a floor even with this much more, and counts the rest.</summary>
    public int Keep(double more, float floor)
    {
        var left = 0;
        for (var i = 0; i < Touched.Length; i++)
        {
            for (var rest = Touched[i]; rest != 0; rest &= rest - 1)
            {
                var bit = BitOperations.TrailingZeroCount(rest);
                if (IsOut(Scores[(i << 6) + bit] + more, floor))
                    Touched[i] &= ~(1UL << bit);
            }
            left += BitOperations.PopCount(Touched[i]);
        }

        return left;
    }
}
