using System.Text;

namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>Checks that a TrueType or OpenType program cannot harm PdfPig, which trusts its counts and follows its glyphs.</summary>
/// <remarks>
/// Only the tables that PdfPig reads are checked. Many of their entries may refer to the same bytes, so a small file can expand to much
/// data: names, character maps and glyphs are added up as PdfPig would store them.
/// </remarks>
internal static class TrueTypeCheck
{
    // Each is searched for each character. Fonts have some hundreds; those for all of Unicode's first plane a few thousand.
    private const int MaxSegments = 200_000;

    private static readonly string[] Read =
        ["head", "hhea", "maxp", "post", "name", "OS/2", "loca", "glyf", "cmap", "hmtx", "kern", "cff "];

    /// <exception cref="UnfitFontException">The program could harm the parser.</exception>
    public static void Validate(ReadOnlyMemory<byte> program, FontBudget budget)
    {
        budget.Hold(2L * program.Length);
        var tables = Tables(program.Span);
        if (tables.TryGetValue("cff ", out var cff))
            new CffCheck(Slice(program, cff), budget).Validate();
        if (tables.TryGetValue("name", out var names))
            ValidateNames(program.Span, names.Offset, budget);
        if (tables.TryGetValue("cmap", out var map))
            ValidateMaps(program.Span, map.Offset, budget);
        if (tables.ContainsKey("cff ") || !tables.TryGetValue("glyf", out var glyphs) || !tables.TryGetValue("head", out var head)
            || !tables.TryGetValue("maxp", out var most) || !tables.TryGetValue("loca", out var places))
        {
            return;
        }

        var offsets = Places(program.Span, head.Offset, most.Offset, places.Offset);
        new TrueTypeGlyphs(Slice(program, glyphs), glyphs.Length, offsets, budget).Validate();
    }

    /// <summary>The tables by name, ignoring case, as the parser searches for them; the last of a name counts.</summary>
    private static Dictionary<string, (uint Offset, uint Length)> Tables(ReadOnlySpan<byte> program)
    {
        var reader = new BigEndianReader(program) { At = 4 };
        var count = reader.UInt16();
        if (12 + (16L * count) > program.Length)
            throw new UnfitFontException($"says it has {count} tables, more than it has room for");
        var tables = new Dictionary<string, (uint Offset, uint Length)>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
        {
            var tag = Encoding.UTF8.GetString(program.Slice(12 + (16 * i), 4));
            reader.At = 12 + (16 * i) + 8;
            var (offset, length) = (reader.UInt32(), reader.UInt32());
            if (length > 0 || tag.Equals("glyf", StringComparison.OrdinalIgnoreCase))
                tables[tag] = (offset, length);
        }

        foreach (var name in Read)
        {
            if (tables.TryGetValue(name, out var table) && (table.Offset > program.Length || table.Length > program.Length))
                throw new UnfitFontException($"has a table '{name}' that is not within it");
        }

        return tables;
    }

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> program, (uint Offset, uint Length) table) =>
        program.Slice((int)table.Offset, (int)Math.Min(table.Length, program.Length - table.Offset));

    private static void ValidateNames(ReadOnlySpan<byte> program, uint at, FontBudget budget)
    {
        var reader = new BigEndianReader(program) { At = at + 2 };
        var count = reader.UInt16();
        for (var i = 0; i < count; i++)
        {
            reader.At = at + 6 + (12L * i) + 8;
            budget.Hold(64 + (4L * reader.UInt16()));
        }
    }

    private static void ValidateMaps(ReadOnlySpan<byte> program, uint at, FontBudget budget)
    {
        var reader = new BigEndianReader(program) { At = at + 2 };
        var count = reader.UInt16();
        var segments = 0L;
        for (var i = 0; i < count; i++)
        {
            reader.At = at + 4 + (8L * i) + 4;
            var start = at + (long)reader.UInt32();
            if (start > program.Length)
                throw new UnfitFontException($"has a map of characters that is not within it");
            reader.At = start;
            budget.Hold(64);
            switch (reader.UInt16())
            {
                case 0:
                    budget.Hold(reader.UInt16());
                    break;
                case 2:
                    ValidateHighBytes(reader, start, budget);
                    break;
                case 4:
                    var length = reader.UInt16();
                    reader.At += 2;
                    var parts = reader.UInt16() / 2;
                    budget.Hold((24L * parts) + length);
                    segments += parts;
                    break;
                case 6:
                    reader.At += 4;
                    reader.At += 2;
                    budget.Hold(2L * reader.UInt16());
                    break;
            }
        }

        if (segments > MaxSegments)
            throw new UnfitFontException($"has maps of characters with {segments} segments; accepted are {MaxSegments}");
    }

    /// <summary>A table of first bytes, each with a range of second bytes, each of which becomes an entry of a dictionary.</summary>
    private static void ValidateHighBytes(BigEndianReader reader, long start, FontBudget budget)
    {
        reader.At = start + 6;
        var last = 0;
        for (var i = 0; i < 256; i++)
            last = Math.Max(last, reader.UInt16() / 8);
        for (var i = 0; i <= last; i++)
        {
            reader.At = start + 6 + 512 + (8L * i) + 2;
            budget.Hold(64L * reader.UInt16());
        }
    }

    private static uint[] Places(ReadOnlySpan<byte> program, uint head, uint most, uint places)
    {
        var reader = new BigEndianReader(program) { At = head + 50 };
        var isLong = reader.UInt16() == 1;
        reader.At = most + 4;
        var offsets = new uint[reader.UInt16() + 1];
        reader.At = places;
        for (var i = 0; i < offsets.Length; i++)
            offsets[i] = isLong ? reader.UInt32() : reader.UInt16() * 2u;
        return offsets;
    }
}
