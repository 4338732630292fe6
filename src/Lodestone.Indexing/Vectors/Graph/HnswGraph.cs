using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>The graph over an index's slots: its links and its entry (Malkov and Yashunin 2018).</summary>
internal sealed class HnswGraph(VectorSlots slots, HnswOptions options) : IDisposable
{
    private const int MostLevels = 15;
    private long _entry = -1;

    public VectorSlots Slots { get; } = slots;

    public HnswOptions Options { get; } = options;

    public GraphLinks Links { get; } = new(options.M);

    /// <summary>The number of vectors ever added, from which the level of the next one is derived.</summary>
    public long Ordinal { get; set; }

    /// <summary>The slot where walks begin and its level, which is the highest; -1 when the graph is empty.</summary>
    public (int Slot, int Level) Entry
    {
        get
        {
            var entry = Volatile.Read(ref _entry);
            return ((int)entry, (int)(entry >> 32));
        }
        set => Volatile.Write(ref _entry, value.Slot < 0 ? -1 : ((long)value.Level << 32) | (uint)value.Slot);
    }

    /// <summary>Assigns a new slot its level and blocks.</summary>
    /// <remarks>
    /// Each level has one in M of the slots of the level below. The level is a function of seed and ordinal alone, so the same vectors in
    /// the same order make the same graph.
    /// </remarks>
    public unsafe void Place(int slot)
    {
        var random = SplitMix.Mix(SplitMix.Mix(Options.Seed) + (ulong)Ordinal++);
        var level = 0;
        for (var bound = ulong.MaxValue / (uint)Options.M; random < bound && level < MostLevels; bound /= (uint)Options.M)
            level++;
        Links.Lowest.Ensure(slot + 1);
        var facts = Slots.Facts(slot);
        facts->Level = (byte)level;
        facts->Upper = Links.TakeUpper(level);
    }

    public void Dispose() => Links.Dispose();
}
