using System.Buffers.Binary;
using System.Text;
using static Lodestone.CrashDriver.FontFiles;

namespace Lodestone.CrashDriver;

/// <summary>PDFs with embedded fonts at both sides of what the parser may have; the text is read from each of them.</summary>
public static class HostileFont
{
    // Numbers in the glyphs of both kinds; from there on as many bytes as it takes.
    private const byte Zero = 139;
    private const byte Call = 10;
    private const byte CallGlobal = 29;
    private const byte End = 14;
    private const byte Mask = 19;

    private static readonly byte[] Width = [Zero, Zero, 13];

    /// <summary>By name: the objects, and whether the font is used.</summary>
    public static IReadOnlyDictionary<string, (PdfBuilder Pdf, bool Fits)> All { get; } = new[] { TrueTypes(), Cffs(), Type1s(), Type1Texts() }
        .SelectMany(c => c).ToDictionary(c => $"font-{c.Name}", c => (c.Pdf, c.Fits));

    /// <summary>The kinds of font programs that are damaged at random.</summary>
    public static IReadOnlyList<string> Ordinary { get; } = ["TrueType", "CFF", "Type 1"];

    /// <summary>A PDF with a font of this kind, each of whose parts was given to <paramref name="damage"/>.</summary>
    public static PdfBuilder WithDamage(string kind, Func<byte[], byte[]> damage)
    {
        byte[] line = [Zero + 9, Zero + 9, 21, Zero + 9, Zero + 9, 5];
        byte[] letter = [.. Width, .. line, Zero, Zero, Zero + 2, Call, 9, End];
        byte[] replace = [Zero + 1, Zero + 3, 12, 16, 12, 17, Call, 11];
        byte[] seac = [Zero, Zero, Zero, Zero + 65, Zero + 66, 12, 6];
        return kind switch
        {
            "TrueType" => WithTrueType(damage(TrueType([.. new[] { [], Composite(2, 3), Composite(3, 4), Contour(9), Composite(3) }.Select(damage)]))),
            "CFF" => WithCff([damage([.. line, Number(0), Call, Number(1), CallGlobal, End])], [damage([.. line, Number(1), Call, 11]), damage(line)],
                [damage([.. line, 11]), damage([Number(1), Call, Number(0), CallGlobal, 1, Mask, 0])], damage),
            _ => WithType1(Type1(damage(letter), [damage([Zero + 1, Call, 11]), damage([.. line, 11]), damage(replace)],
                Named(("A", damage([.. Width, .. seac, End])), ("B", damage(letter))))),
        };
    }

    private static IEnumerable<(string Name, PdfBuilder Pdf, bool Fits)> TrueTypes()
    {
        byte[] first = [];
        yield return ("glyphs", WithTrueType(TrueType([first, Contour(9), Composite(1, 1)])), true);
        yield return ("glyph-circle", WithTrueType(TrueType([first, Composite(2), Composite(3), Composite(4), Composite(3)])), false);
        yield return ("glyph-deep", WithTrueType(TrueType(Nested(30, 1, 9))), true);
        yield return ("glyph-too-deep", WithTrueType(TrueType(Nested(40_000, 1, 9))), false);
        yield return ("glyph-product", WithTrueType(TrueType(Nested(20, 2, 2_000))), false);
        yield return ("glyph-small-product", WithTrueType(TrueType(Nested(10, 2, 9))), true);

        var contour = Contour(60_000);
        byte[] places = [.. Enumerable.Range(0, 40_001).SelectMany(i => Four(i % 2 == 0 ? 0 : (uint)contour.Length))];
        byte[] most = [0, 0, 0x50, 0, .. Two(40_000)];
        yield return ("points", WithTrueType(TrueType([contour], ("loca", places), ("maxp", most))), false);
        byte[] records = [0, 0, .. Two(60_000), .. Two(0), .. Enumerable.Repeat(new byte[] { 0, 1, 0, 0, 0, 0, 0, 4, 0xF0, 0, 0, 0 }, 60_000).SelectMany(r => r)];
        yield return ("names", WithTrueType(TrueType([first, Contour(9)], ("name", records))), false);
        byte[] map = [.. Two(4), .. Two(65_535), 0, 0, .. Two(16_000), .. new byte[66_000]];
        byte[] toMap = [0, 1, 0, 0, .. Four(4 + (8 * 20_000))];
        byte[] maps = [0, 0, .. Two(20_000), .. Enumerable.Repeat(toMap, 20_000).SelectMany(r => r), .. map];
        yield return ("maps", WithTrueType(TrueType([first, Contour(9)], ("cmap", maps))), false);

        var tooLong = TrueType([first, Contour(9)]);
        BinaryPrimitives.WriteUInt32BigEndian(tooLong.AsSpan(tooLong.AsSpan().IndexOf("glyf"u8) + 12), 2_000_000_000);
        yield return ("long-table", WithTrueType(tooLong), false);
        yield return ("no-program", WithTrueType("no program"u8.ToArray()), false);
        yield return ("in-another-place", WithProgram("TrueType", "FontFile", "", TrueType([first, Contour(9)])), false);
    }

    private static IEnumerable<(string Name, PdfBuilder Pdf, bool Fits)> Cffs()
    {
        byte[] line = [Zero + 9, Zero + 9, 21, Zero + 9, Zero + 9, 5];
        yield return ("cff", WithCff([[.. line, Number(0), Call, End]], [[.. line, 11]]), true);
        yield return ("cff-calls-itself", WithCff([[Number(0), Call, End]], [[Number(0), Call]]), false);
        yield return ("cff-calls-itself-and-grows", WithCff([[Number(0), Call, End]], [[.. line, Number(0), Call, .. line]]), false);
        yield return ("cff-global-circle", WithCff([[Number(0), Call, End]], [[Number(0), CallGlobal]], [[Number(0), Call]]), false);
        yield return ("cff-computed", WithCff([[Number(0), Zero, 12, 23, 12, 24, Call, End]], [[.. line]]), false);
        yield return ("cff-product", WithCff([[Number(0), Call, End]], Doubling(40)), false);
        yield return ("cff-small-product", WithCff([[Number(0), Call, End]], Doubling(10)), true);
        yield return ("cff-masks", WithCff([[.. Enumerable.Repeat(Zero, 20_000), 21, .. Enumerable.Repeat(new byte[] { Zero, Mask }, 10_000).SelectMany(m => m)]], []), false);
        yield return ("cff-numbers", WithCff([[.. Enumerable.Repeat(Zero, 200_000), 5, End]], []), false);
        yield return ("cff-in-open-type", WithProgram("TrueType", "FontFile3", "/Subtype/OpenType",
            TrueType([], ("CFF ", Cff([[Number(0), Call, End]], [[Number(0), Call]], [])))), false);

        // The parser reads it as CFF for the one, and would as TrueType for the other.
        var shared = WithProgram("TrueType", "FontFile3", "/Subtype/Type1C", Cff([line], [], []));
        shared.Rewrite(b => b.Replace("/F1 5 0 R", "/F1 5 0 R/F2 8 0 R", StringComparison.Ordinal));
        shared.Add("<</Type/Font/Subtype/TrueType/BaseFont/Y/FirstChar 32/LastChar 33/Widths[9 9]/FontDescriptor<</FontName/Y/FontFile2 7 0 R>>>>");
        yield return ("cff-shared-as-true-type", shared, false);
        yield return ("cff-cut", WithProgram("Type1", "FontFile3", "/Subtype/Type1C", Cff([line], [], [])[..^9]), false);
    }

    private static IEnumerable<(string Name, PdfBuilder Pdf, bool Fits)> Type1s()
    {
        byte[] letter = [.. Width, Zero, Zero, 21, Zero + 9, Zero + 9, 5, 9, End];
        byte[] replace = [Zero + 1, Zero + 3, 12, 16, 12, 17, Call, 11];
        byte[] seac = [Zero, Zero, Zero, Zero + 65, Zero + 66, 12, 6];
        yield return ("type1", WithType1(Type1(letter, [])), true);
        yield return ("type1-plain", WithType1(Type1(letter, [], random: -1)), true);
        yield return ("type1-no-random", WithType1(Type1(letter, [], random: 0)), true);
        yield return ("type1-calls-itself", WithType1(Type1([.. Width, Zero, Call, End], [[Zero, Call, 11]])), false);
        yield return ("type1-replaces-itself", WithType1(Type1([.. Width, Zero, .. replace, End], [[Zero, .. replace]])), false);
        yield return ("type1-replaces-by-another",
            WithType1(Type1([.. Width, Zero, Zero + 1, Call, .. letter], [[Zero, Zero, 1, 11], replace])), true);
        yield return ("type1-replaces-in-a-circle", WithType1(Type1([.. Width, Zero, Zero + 1, Call, End], [[Zero, Zero + 1, Call], replace])), false);
        yield return ("type1-computed", WithType1(Type1([.. Width, Zero, Zero + 1, 12, 12, Call, End], [[Zero, Zero + 1, 12, 12, Call]])), false);
        yield return ("type1-place", WithType1(Type1([.. Width, Zero, Zero + 1, 12, 16, 12, 17, Call, End], [[11]])), false);
        yield return ("type1-accent", WithType1(Type1([.. Width, .. seac, End], [], Named(("A", letter), ("B", letter)))), true);
        yield return ("type1-accent-circle",
            WithType1(Type1([.. Width, .. seac], [], Named(("A", [.. Width, .. seac]), ("B", letter)))), false);
        yield return ("type1-deep", WithType1(Type1([.. Width, Zero, Call, .. letter], Chain(30, 1))), true);
        yield return ("type1-too-deep", WithType1(Type1([.. Width, Zero, Call, .. letter], Chain(100, 1))), false);
        yield return ("type1-product", WithType1(Type1([.. Width, Zero, Call, .. letter], Chain(30, 3))), false);
    }

    /// <summary>In the text around the glyphs, which the parser reads by calls within calls.</summary>
    private static IEnumerable<(string Name, PdfBuilder Pdf, bool Fits)> Type1Texts()
    {
        byte[] letter = [.. Width, End];
        string Many(string what, int count) => new StringBuilder().Insert(0, what, count).ToString();
        yield return ("type1-braces", WithType1(Type1(letter, [], before: "/OtherBlues " + Many("{", 1_000_000))), true);
        yield return ("type1-brackets", WithType1(Type1(letter, [], before: "/OtherBlues " + Many("[", 1_000_000))), true);
        yield return ("type1-count", WithType1(Type1(letter, [], count: 2_000_000_000)), true);
        yield return ("type1-dictionaries", WithType1(Type1(letter, [], clear: Many("1 dict begin/a ", 30_000))), true);
        yield return ("type1-too-many-dictionaries", WithType1(Type1(letter, [], clear: Many("1 dict begin/a ", 60_000))), false);
        yield return ("type1-segments", WithType1([0x80, 1, 0xFF, 0xFF, 0xFF, 0x7F, .. Type1(letter, [])]), false);
        var parts = Type1(letter, []);
        var end = parts.AsSpan().IndexOf("eexec\n"u8) + 6;
        yield return ("type1-hex", WithType1([.. parts[..end], .. Encoding.ASCII.GetBytes(Convert.ToHexString(parts[end..]))]), true);
    }

    private static byte Number(int subroutine) => (byte)(Zero + subroutine - 107);

    private static byte[][] Nested(int levels, int often, int points) =>
    [
        [], .. Enumerable.Range(2, levels).Select(next => Composite([.. Enumerable.Repeat(next, often)])), Contour(points),
    ];

    private static byte[][] Doubling(int levels) =>
        [.. Enumerable.Range(1, levels).Select(next => new byte[] { Number(next), Call, Number(next), Call }), [Zero, Zero, 5]];

    private static byte[][] Chain(int levels, int often) =>
    [
        .. Enumerable.Range(1, levels - 1).Select(next => Enumerable.Repeat(new byte[] { (byte)(Zero + next), Call }, often).SelectMany(c => c).ToArray()),
        [11],
    ];

    private static Dictionary<string, byte[]> Named(params (string Name, byte[] Code)[] glyphs) => glyphs.ToDictionary(g => g.Name, g => g.Code);

    private static PdfBuilder WithTrueType(byte[] program) => WithProgram("TrueType", "FontFile2", "", program);

    private static PdfBuilder WithType1(byte[] program) => WithProgram("Type1", "FontFile", "/Length1 9/Length2 9", program);

    private static PdfBuilder WithCff(byte[][] glyphs, byte[][] local, byte[][]? global = null, Func<byte[], byte[]>? damage = null) =>
        WithProgram("Type1", "FontFile3", "/Subtype/Type1C", (damage ?? (p => p))(Cff(glyphs, local, global ?? [])));

    private static PdfBuilder WithProgram(string kind, string key, string entries, byte[] program)
    {
        var widths = string.Concat(Enumerable.Repeat("600 ", 224));
        var pdf = PdfBuilder.OnePage(
            font: $"<</Type/Font/Subtype/{kind}/BaseFont/X/FirstChar 32/LastChar 255/Widths[{widths}]/Encoding/WinAnsiEncoding/FontDescriptor 6 0 R>>");
        pdf.Add($"<</Type/FontDescriptor/FontName/X/Flags 32/FontBBox[0 0 9 9]/{key} 7 0 R>>");
        pdf.AddStream(entries, Encoding.Latin1.GetString(program));
        return pdf;
    }
}
