using Lodestone.Indexing.Vectors.Files;
using Lodestone.Indexing.Vectors.Graph;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors;

/// <summary>The shared code for creating and saving indexes.</summary>
internal static class VectorIndexFactory
{
    public static VectorSlots Slots(string? folder, int dimensions, VectorMetric metric)
    {
        if (dimensions is < 1 or > VectorLimits.MaxDimensions)
        {
            throw new InvalidRangeException(
                nameof(dimensions), dimensions, FormattableString.Invariant($"1 to {VectorLimits.MaxDimensions}"));
        }

        if (!Enum.IsDefined(metric))
            throw new InvalidRangeException(nameof(metric), metric, "Cosine, Dot or Euclidean");
        if (folder is not null)
            InvalidArgumentException.ThrowIfBlank(folder);
        return new VectorSlots(dimensions, metric, folder is null ? new MemoryRows(dimensions) : FileRows.Create(folder, dimensions));
    }

    public static IndexHeader Header(
        IndexKind kind, VectorSlots slots, FileRows rows, HnswGraph? graph, IReadOnlyDictionary<string, string> labels) => new()
        {
            Kind = kind,
            Dimensions = slots.Dimensions,
            Metric = slots.Metric,
            Slots = slots.Count,
            Live = slots.Live,
            Save = Guid.NewGuid(),
            Floats = rows.Id,
            FloatRows = rows.Count,
            Graph = graph?.Options ?? new HnswOptions(),
            Ordinal = graph?.Ordinal ?? 0,
            EntrySlot = graph?.Entry.Slot ?? -1,
            EntryLevel = graph?.Entry.Level ?? -1,
            UpperBlocks = graph?.Links.UpperCount ?? 0,
            Labels = labels,
        };
}
