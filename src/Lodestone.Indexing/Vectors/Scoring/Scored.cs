using System.Runtime.CompilerServices;

namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>A slot and its score in one number that sorts the best first; equal scores in order of slot.</summary>
/// <remarks>
/// The upper half is the score with its bits changed so that unsigned integers sort like descending floats. Below it are 31 bits of slot
/// and one bit for the walk's own use. Comparing two is one instruction, and a list of them takes eight bytes per entry.
/// </remarks>
internal static class Scored
{
    /// <summary>The bit a walk may set.</summary>
    public const ulong Mark = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(float score, int slot)
    {
        var bits = BitConverter.SingleToInt32Bits(score);
        // Ascending for ascending floats: negative ones have all bits flipped, the others the sign. Then all are flipped, for descending.
        var rising = (uint)(bits ^ ((bits >> 31) | int.MinValue));
        return ((ulong)~rising << 32) | ((ulong)(uint)slot << 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Slot(ulong scored) => (int)((uint)scored >> 1);

    public static float Score(ulong scored)
    {
        var rising = (int)~(uint)(scored >> 32);
        return BitConverter.Int32BitsToSingle(rising ^ (~(rising >> 31) | int.MinValue));
    }
}
