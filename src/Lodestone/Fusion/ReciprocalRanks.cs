namespace Lodestone;

/// <summary>Reciprocal ranks of one list. Equal scores share the better rank, so that the order of candidates does not matter.</summary>
internal static class ReciprocalRanks
{
    public static void AddTo(Span<double> sums, ReadOnlySpan<double?> scores, double weight, int constant)
    {
        var indices = new List<int>(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is { } value)
            {
                if (!double.IsFinite(value))
                    throw new ArgumentException($"A score is {value}; scores are finite, or null where a stage gave none.", nameof(scores));
                indices.Add(i);
            }
        }

        var values = new double[indices.Count];
        for (var n = 0; n < values.Length; n++)
            values[n] = -scores[indices[n]]!.Value;
        var order = indices.ToArray();
        Array.Sort(values, order);
        var rank = 0;
        for (var n = 0; n < values.Length; n++)
        {
            if (n == 0 || values[n] != values[n - 1])
                rank = n + 1;
            sums[order[n]] += weight / (constant + rank);
        }
    }
}
