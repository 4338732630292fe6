using System.Runtime.InteropServices;

namespace Lodestone.Indexing;

/// <summary>What is known of a slot beside its codes and links.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SlotFacts
{
    public long Key;

    /// <summary>Length of what rounding to codes took away.</summary>
    public float Error;

    /// <summary>Length of the vector as kept: 1 (or 0) under cosine.</summary>
    public float Length;

    /// <summary>The first of its link blocks above level 0.</summary>
    public int Upper;

    /// <summary>The highest level it is on.</summary>
    public byte Level;

    public SlotState State;
}
