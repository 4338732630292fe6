namespace Lodestone;

/// <summary>Reciprocal ranks of one list. Equal scores share the better rank, so the order of candidates does not matter.</summary>
internal static class ReciprocalRanks
{
    public static void Add(ReadOnlySpan<double?> scores, double weight, int constant, Span<double> sums)
    {
        var (values, indices) = (new double[scores.Length], new int[scores.Length]);
        var count = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is { } score)
                (values[count], indices[count++]) = (-score, i);
        }

        values.AsSpan(0, count).Sort(indices.AsSpan(0, count));
        var rank = 0;
        for (var place = 0; place < count; place++)
        {
            if (place == 0 || values[place] != values[place - 1])
                rank = place + 1;
            sums[indices[place]] += weight / (constant + rank);
        }
    }
}
