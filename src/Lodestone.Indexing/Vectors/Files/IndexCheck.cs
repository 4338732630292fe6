using Lodestone.Indexing.Vectors.Graph;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Files;

/// <summary>Checks the consistency of a file's content: every number that is followed later is in range.</summary>
/// <remarks>
/// Checksums detect damage. This detects malicious files and those of a faulty program, because walks follow links unchecked.
/// </remarks>
internal sealed unsafe class IndexCheck(string path, IndexHeader header, VectorSlots slots, Segments places, HnswGraph? graph)
{
    public void Run()
    {
        var keys = new HashSet<long>(header.Live);
        var rows = new bool[header.FloatRows];
        var upper = new bool[header.UpperBlocks];
        for (var slot = 0; slot < header.Slots; slot++)
        {
            var facts = slots.Facts(slot);
            Validate(facts->State is SlotState.Free or SlotState.Live or SlotState.Removed, slot, "a state", $"{facts->State}");
            var row = *(int*)places.At(slot);
            Validate(facts->State == SlotState.Live || row == -1, slot, "no row of floats, because it is not live", $"{row}");
            if (facts->State == SlotState.Free)
                continue;
            var scale = slots.Scale(slot);
            Validate(IsLength(scale) && IsLength(facts->Error) && IsLength(facts->Length), slot, "a length", $"{facts->Length}");
            if (graph is not null)
                CheckLevel(slot, facts, upper);
            if (facts->State != SlotState.Live)
                continue;
            Validate(facts->Key >= 0 && keys.Add(facts->Key), slot, "a key of its own", $"{facts->Key}");
            Validate((uint)row < (uint)rows.Length && !rows[row], slot, "a row of its own", $"{row}");
            rows[row] = true;
        }

        if (keys.Count != header.Live)
            throw FormatError.Of(path, "the number of vectors", $"{header.Live}", $"{keys.Count}");
        if (graph is not null)
            CheckGraph();
    }

    private void CheckLevel(int slot, SlotMetadata* facts, bool[] upper)
    {
        Validate(facts->Level <= 15 && facts->Level <= header.EntryLevel, slot, $"a level up to {header.EntryLevel}", $"{facts->Level}");
        if (facts->Level == 0)
            return;
        Validate(facts->Upper >= 0 && facts->Upper + (long)facts->Level <= upper.Length, slot, "link blocks of its own", $"{facts->Upper}");
        for (var block = facts->Upper; block < facts->Upper + facts->Level; block++)
        {
            Validate(!upper[block], slot, "link blocks of its own", $"{block}");
            upper[block] = true;
        }
    }

    private void CheckGraph()
    {
        var entry = header.EntrySlot;
        if (entry < 0)
        {
            if (header.Live > 0)
                throw FormatError.Of(path, "the entry of the graph", "a slot", "none");
            return;
        }

        var isEntry = IsPlaced(entry, header.EntryLevel) && slots.Facts(entry)->Level == header.EntryLevel;
        Validate(isEntry, entry, "an entry of its level", "another");
        for (var slot = 0; slot < header.Slots; slot++)
        {
            if (slots.Facts(slot)->State == SlotState.Free)
                continue;
            for (var level = 0; level <= slots.Facts(slot)->Level; level++)
            {
                foreach (var neighbour in graph!.Links.Of(slots, slot, level))
                    Validate(IsPlaced(neighbour, level), slot, "links to slots of their level", $"{neighbour}");
            }
        }
    }

    private static bool IsLength(float value) => float.IsFinite(value) && value is >= 0 and <= 2 * VectorLimits.MaxLength;

    private bool IsPlaced(int slot, int level) =>
        (uint)slot < (uint)header.Slots && slots.Facts(slot)->State != SlotState.Free && slots.Facts(slot)->Level >= level;

    private void Validate(bool holds, int slot, string expected, string found)
    {
        if (!holds)
            throw FormatError.Of(path, $"slot {slot}", expected, found);
    }
}

/// <summary>The errors of a vector index file that cannot be used.</summary>
internal static class FormatError
{
    public static IndexFormatException Of(string path, string what, string expected, string found, Exception? inner = null) =>
        Of(ErrorCodes.IndexDamaged, path, what, expected, found, inner);

    public static IndexFormatException OfVersion(string path, string expected, string found) =>
        Of(ErrorCodes.IndexVersionUnknown, path, "the version of its format", expected, found);

    public static IndexFormatException Damaged(string path, string what) =>
        Of(path, $"the checksum of {what}", "that of the bytes in the file", "another one, because the file was changed or damaged");

    private static IndexFormatException Of(
        string code, string path, string what, string expected, string found, Exception? inner = null) =>
        new(code, $"The vector index file '{path}' cannot be used: {what} is {found}; expected {expected}. " +
            "Delete the folder and build the index again from its source.", path, expected, found, inner);
}
