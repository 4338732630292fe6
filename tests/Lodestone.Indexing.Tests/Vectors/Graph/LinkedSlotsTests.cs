using Lodestone.Indexing.Vectors.Graph;

namespace Lodestone.Indexing.Tests.Vectors.Graph;

/// <summary>Links are read while others write them.</summary>
public sealed unsafe class LinkedSlotsTests
{
    [Fact]
    public void Enumeration_FullBlockCutShortMeanwhile_GivesSlotsOnly()
    {
        var block = stackalloc int[] { 3, 1, 4, 5 };
        var met = new List<int>();
        foreach (var slot in new LinkedSlots(block, 4))
        {
            met.Add(slot);
            // Another thread keeps two of the four.
            block[2] = block[3] = -1;
        }

        Assert.Equal([3, 1], met);
    }

    [Fact]
    public void Enumeration_BlockWithRoom_EndsAtTheFirstThatIsNone()
    {
        var block = stackalloc int[] { 7, -1, 9, -1 };
        var met = new List<int>();
        foreach (var slot in new LinkedSlots(block, 4))
            met.Add(slot);
        Assert.Equal([7], met);
    }
}
