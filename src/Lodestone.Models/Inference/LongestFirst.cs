namespace Lodestone.Models;

/// <summary>Starts long runs before short ones, so that no core is left alone with a long one at the end.</summary>
internal static class LongestFirst
{
    public static int[] Order(int count, Func<int, int> tokens)
    {
        var order = new int[count];
        var keys = new long[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
            // Length descending, then index ascending, in one number: sorting is not stable.
            keys[i] = ((long)-tokens(i) << 32) | (uint)i;
        }

        Array.Sort(keys, order);
        return order;
    }
}
