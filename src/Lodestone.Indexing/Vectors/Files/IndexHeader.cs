using System.Text;

namespace Lodestone.Indexing.Vectors.Files;

/// <summary>The header of an index file, which determines its content and its length.</summary>
internal sealed record IndexHeader
{
    /// <summary>The maximum size of a header in bytes, to reject a damaged length.</summary>
    public const int MaxBytes = 1 << 20;

    public required IndexKind Kind { get; init; }

    public required int Dimensions { get; init; }

    public required VectorMetric Metric { get; init; }

    public required int Slots { get; init; }

    public required int Live { get; init; }

    /// <summary>This save's identity: part of every block's checksum.</summary>
    public required Guid Save { get; init; }

    public required Guid Floats { get; init; }

    public required int FloatRows { get; init; }

    public required HnswOptions Graph { get; init; }

    public required long Ordinal { get; init; }

    public required int EntrySlot { get; init; }

    public required int EntryLevel { get; init; }

    public required int UpperBlocks { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        foreach (var number in (ReadOnlySpan<int>)[(int)Kind, Dimensions, (int)Metric, Slots, Live])
            writer.Write(number);
        writer.Write(Save.ToByteArray());
        writer.Write(Floats.ToByteArray());
        foreach (var number in (ReadOnlySpan<int>)[FloatRows, Graph.M, Graph.EfConstruction, EntrySlot, EntryLevel, UpperBlocks])
            writer.Write(number);
        writer.Write(Graph.Seed);
        writer.Write(Ordinal);
        writer.Write(Labels.Count);
        foreach (var (name, value) in Labels.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            writer.Write(value);
        }

        return bytes.ToArray();
    }

    /// <summary>Parses a header after its checksum was verified.</summary>
    /// <exception cref="IndexFormatException">A value is impossible for an index.</exception>
    public static IndexHeader Parse(byte[] bytes, string path)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            var header = Read(reader);
            Validate(path, "the number of bytes after the labels", "0", bytes.Length - (int)reader.BaseStream.Position, 0, 0);
            header.Validate(path);
            return header;
        }
        catch (Exception unreadable) when (unreadable is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            throw FormatError.Of(path, "the header", "the fields and labels of the format", "something else", unreadable);
        }
    }

    private static IndexHeader Read(BinaryReader reader)
    {
        var (kind, dimensions, metric, slots, live) =
            (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var (save, floats) = (new Guid(reader.ReadBytes(16)), new Guid(reader.ReadBytes(16)));
        var (rows, links, exploration) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var (entrySlot, entryLevel, upper) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var (seed, ordinal) = (reader.ReadUInt64(), reader.ReadInt64());
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var rest = reader.ReadInt32(); rest > 0; rest--)
            labels.Add(reader.ReadString(), reader.ReadString());
        return new IndexHeader
        {
            Kind = (IndexKind)kind,
            Dimensions = dimensions,
            Metric = (VectorMetric)metric,
            Slots = slots,
            Live = live,
            Save = save,
            Floats = floats,
            FloatRows = rows,
            Graph = new HnswOptions { M = links, EfConstruction = exploration, Seed = seed },
            Ordinal = ordinal,
            EntrySlot = entrySlot,
            EntryLevel = entryLevel,
            UpperBlocks = upper,
            Labels = labels,
        };
    }

    private void Validate(string path)
    {
        Validate(path, "the kind", "1 (flat) or 2 (HNSW)", (int)Kind, 1, 2);
        Validate(path, "the metric", "0 to 2", (int)Metric, 0, 2);
        Validate(path, "the number of dimensions", $"1 to {VectorLimits.MaxDimensions}", Dimensions, 1, VectorLimits.MaxDimensions);
        Validate(path, "the number of slots", $"0 to {VectorLimits.MaxCount}", Slots, 0, VectorLimits.MaxCount);
        Validate(path, "the number of vectors", $"0 to {Slots}", Live, 0, Slots);
        Validate(path, "the number of rows of floats", $"{Live} or more", FloatRows, Live, int.MaxValue);
        Validate(path, "M", "4 to 128", Graph.M, 4, 128);
        Validate(path, "efConstruction", "8 to 4000", Graph.EfConstruction, 8, 4_000);
        Validate(path, "the entry", $"-1 to {Slots - 1}", EntrySlot, -1, Slots - 1);
        Validate(path, "the entry's level", "-1 to 15", EntryLevel, -1, 15);
        Validate(path, "the number of upper blocks", $"0 to {15L * Slots}", UpperBlocks, 0, 15L * Slots);
    }

    private static void Validate(string path, string what, string expected, int found, long least, long most)
    {
        if (found < least || found > most)
            throw FormatError.Of(path, what, expected, $"{found}");
    }
}

/// <summary>The kind of index in a file. The numbers are part of the format.</summary>
internal enum IndexKind
{
    Flat = 1,
    Hnsw = 2,
}
