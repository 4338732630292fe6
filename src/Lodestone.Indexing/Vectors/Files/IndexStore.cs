using Lodestone.Indexing.Vectors.Graph;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Files;

/// <summary>Writes and reads an index: <see cref="IndexFiles.Index"/> as a whole, and the file of floats it refers to.</summary>
internal static class IndexStore
{
    private enum Section
    {
        Facts = 1,
        Scales,
        Codes,
        Places,
        LowestLinks,
        UpperLinks,
    }

    /// <summary>Replaces the index file atomically: a reader opens either the old one or the new one.</summary>
    public static void Write(string folder, IndexHeader header, VectorSlots slots, FileRows rows, HnswGraph? graph)
    {
        var path = IndexFiles.IndexPath(folder);
        var unfinished = path + ".new";
        // Slots without a row have no entry yet either.
        rows.Places.Ensure(header.Slots);
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                BlockFile.WriteHeader(file, header);
                foreach (var (section, items, count) in Sections(header, slots, rows.Places, graph))
                    BlockFile.WriteSection(file, header.Save, (int)section, items, count);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            // Frees the disk space of the unfinished file when the disk is full.
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Reads the header alone.</summary>
    /// <exception cref="IndexFormatException">The header is missing or cannot be used.</exception>
    public static IndexHeader ReadHeader(string folder)
    {
        using var file = OpenFile(folder);
        return BlockFile.ReadHeader(file, file.Name);
    }

    /// <summary>Reads and checks a whole index.</summary>
    /// <exception cref="IndexFormatException">A part of the index cannot be used.</exception>
    public static (IndexHeader Header, VectorSlots Slots, HnswGraph? Graph) Read(string folder, bool readOnly)
    {
        using var file = OpenFile(folder);
        var header = BlockFile.ReadHeader(file, file.Name);
        ValidateLength(file, header);
        using var places = new Segments(sizeof(int), fill: 0xFF);
        places.Ensure(header.Slots);
        VectorSlots? slots = null;
        HnswGraph? graph = null;
        FloatRows? rows = null;
        try
        {
            // The floats are opened last, because their rows are read first, so the slots receive them late.
            slots = new VectorSlots(header.Dimensions, header.Metric);
            graph = header.Kind == IndexKind.Hnsw ? new HnswGraph(slots, header.Graph) { Ordinal = header.Ordinal } : null;
            slots.Reserve(header.Slots);
            graph?.Links.Restore(header.Slots, header.UpperBlocks);
            foreach (var (section, items, count) in Sections(header, slots, places, graph))
                BlockFile.ReadSection(file, file.Name, header.Save, (int)section, items, count);
            new IndexCheck(file.Name, header, slots, places, graph).Run();
            rows = FileRows.Open(folder, header.Floats, header.Dimensions, header.FloatRows, PlacesOf(places, header.Slots), readOnly);
            slots.Restore(header.Slots, rows);
            if (graph is not null)
                graph.Entry = (header.EntrySlot, header.EntryLevel);
            return (header, slots, graph);
        }
        catch
        {
            rows?.Dispose();
            graph?.Dispose();
            slots?.Dispose();
            throw;
        }
    }

    /// <summary>Copies the last save into an empty folder: the index file, and the floats that it refers to.</summary>
    /// <remarks>No save may take place meanwhile; if one did, opening the copy detects it.</remarks>
    public static void Copy(string folder, string target, IProgress<long>? copied, CancellationToken cancellationToken)
    {
        using var file = OpenFile(folder);
        var header = BlockFile.ReadHeader(file, file.Name);
        var path = IndexFiles.FloatsPath(folder, header.Floats);
        if (!File.Exists(path))
            throw FormatError.Of(path, "the file", "a file beside the index", "missing");
        // The file is longer than its rows, and sparse: what lies behind them is not copied.
        using var floats = FileCopy.Open(path);
        var rows = FloatFile.HeaderBytes + (long)header.FloatRows * FloatFile.StrideOf(header.Dimensions);
        if (floats.Length < rows)
            throw FormatError.Of(path, "its length", $"{rows} bytes or more", $"{floats.Length} bytes");
        FileCopy.Write(floats, IndexFiles.FloatsPath(target, header.Floats), rows, copied, cancellationToken);
        FileCopy.Write(file, IndexFiles.IndexPath(target), file.Length, copied, cancellationToken);
    }

    private static IEnumerable<(Section Section, Segments Items, int Count)> Sections(
        IndexHeader header, VectorSlots slots, Segments places, HnswGraph? graph)
    {
        yield return (Section.Facts, slots.FactsOf, header.Slots);
        yield return (Section.Scales, slots.Scales, header.Slots);
        yield return (Section.Codes, slots.Codes, header.Slots);
        yield return (Section.Places, places, header.Slots);
        if (graph is null)
            yield break;
        yield return (Section.LowestLinks, graph.Links.Lowest, header.Slots);
        yield return (Section.UpperLinks, graph.Links.Upper, header.UpperBlocks);
    }

    private static FileStream OpenFile(string folder)
    {
        var path = IndexFiles.IndexPath(folder);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FormatError.Of(path, "the file", "there", "missing", missing);
        }
    }

    // Runs before memory is allocated for the header's counts.
    private static void ValidateLength(FileStream file, IndexHeader header)
    {
        var slots = (long)header.Slots;
        long[] sections =
        [
            slots * VectorSlots.FactsBytes, slots * sizeof(float), slots * VectorSlots.StrideOf(header.Dimensions), slots * sizeof(int),
            .. header.Kind == IndexKind.Hnsw
                ? new[] { slots * header.Graph.M * 2 * sizeof(int), (long)header.UpperBlocks * header.Graph.M * sizeof(int) }
                : [],
        ];
        var expected = file.Position + sections.Sum(BlockFile.LengthOf);
        if (file.Length != expected)
            throw FormatError.Of(file.Name, "its length", $"{expected} bytes", $"{file.Length} bytes");
    }

    private static unsafe int[] PlacesOf(Segments places, int slots)
    {
        var read = new int[slots];
        for (var slot = 0; slot < slots; slot++)
            read[slot] = *(int*)places.At(slot);
        return read;
    }
}
