using System.Buffers.Binary;
using System.Text;

namespace Lodestone.CrashDriver;

/// <summary>Writes font programs piece by piece, also such as no program writes.</summary>
public static class FontFiles
{
    /// <summary>A TrueType program. Every character is its glyph 1. Tables that are given replace or join the others.</summary>
    public static byte[] TrueType(IReadOnlyList<byte[]> glyphs, params (string Tag, byte[] Data)[] tables)
    {
        using var data = new MemoryStream();
        var places = new List<byte[]>();
        foreach (var glyph in glyphs)
        {
            places.Add(Four((uint)data.Position));
            data.Write(glyph);
        }

        places.Add(Four((uint)data.Position));
        var all = new Dictionary<string, byte[]>
        {
            ["head"] = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5F, 0x0F, 0x3C, 0xF5, 0, 0, .. Two(1000), .. new byte[30], .. Two(1), 0, 0],
            ["hhea"] = [0, 1, 0, 0, .. new byte[30], .. Two(1)],
            ["maxp"] = [0, 0, 0x50, 0, .. Two(glyphs.Count)],
            ["hmtx"] = [.. Two(600), 0, 0],
            ["loca"] = [.. places.SelectMany(p => p)],
            ["glyf"] = data.ToArray(),
            ["cmap"] = [.. Two(0), .. Two(1), .. Two(1), .. Two(0), .. Four(12), .. Two(0), .. Two(262), .. Two(0), .. Enumerable.Repeat((byte)1, 256)],
        };
        foreach (var (tag, table) in tables)
            all[tag] = table;
        return Directory(all);
    }

    public static byte[] Directory(Dictionary<string, byte[]> tables)
    {
        using var file = new MemoryStream();
        file.Write([0, 1, 0, 0, .. Two(tables.Count), 0, 0, 0, 0, 0, 0]);
        var at = 12 + (16 * tables.Count);
        foreach (var (tag, table) in tables)
        {
            file.Write([.. Encoding.ASCII.GetBytes(tag), 0, 0, 0, 0, .. Four((uint)at), .. Four((uint)table.Length)]);
            at += table.Length;
        }

        foreach (var table in tables.Values)
            file.Write(table);
        return file.ToArray();
    }

    /// <summary>A glyph of one contour with so many points, all in one place.</summary>
    public static byte[] Contour(int points)
    {
        var glyph = new List<byte>();
        glyph.AddRange([0, 1, 0, 0, 0, 0, 0, 9, 0, 9, .. Two(points - 1), 0, 0]);
        for (var left = points; left > 0; left -= 256)
            glyph.AddRange([0x39, (byte)(Math.Min(left, 256) - 1)]);
        return [.. glyph, .. new byte[glyph.Count % 2]];
    }

    /// <summary>A glyph that is made of others.</summary>
    public static byte[] Composite(params int[] parts) =>
    [
        0xFF, 0xFF, 0, 0, 0, 0, 0, 9, 0, 9,
        .. parts.SelectMany((p, i) => new byte[] { 0, (byte)(i == parts.Length - 1 ? 0x02 : 0x22), (byte)(p >> 8), (byte)p, 0, 0 }),
    ];

    /// <summary>A CFF program of .notdef and one glyph for each code, called by the names that the standard has from A.</summary>
    public static byte[] Cff(IReadOnlyList<byte[]> glyphs, IReadOnlyList<byte[]> local, IReadOnlyList<byte[]> global)
    {
        byte[][] all = [[14], .. glyphs];
        byte[] charset = [0, .. Enumerable.Range(0, glyphs.Count).SelectMany(i => Two(34 + i))];
        var head = new byte[] { 1, 0, 4, 4 }.Concat(Index([Encoding.ASCII.GetBytes("X")])).ToArray();
        byte[] after = [.. Index([]), .. Index(global)];
        var start = head.Length + Index([Top(0, 0, 0)]).Length + after.Length;
        var glyphsAt = start + charset.Length;
        var privateAt = glyphsAt + Index(all).Length;
        // Subroutines follow their dictionary of six bytes.
        byte[] dictionary = [29, .. Four(6), 19];
        return
        [
            .. head, .. Index([Top(start, glyphsAt, privateAt)]), .. after, .. charset, .. Index(all), .. dictionary, .. Index(local),
        ];
    }

    private static byte[] Top(int charset, int glyphs, int dictionary) =>
        [29, .. Four((uint)charset), 15, 29, .. Four((uint)glyphs), 17, 29, .. Four(6), 29, .. Four((uint)dictionary), 18];

    public static byte[] Index(IReadOnlyList<byte[]> pieces)
    {
        if (pieces.Count == 0)
            return [0, 0];
        var at = 1u;
        var offsets = pieces.Select(p => at += (uint)p.Length).Prepend(1u);
        return [.. Two(pieces.Count), 4, .. offsets.SelectMany(Four), .. pieces.SelectMany(p => p)];
    }

    /// <summary>A Type 1 program with the letters of "Some words." as one glyph, others by their names, and subroutines by their numbers.</summary>
    public static byte[] Type1(
        byte[] letter, IReadOnlyList<byte[]> subroutines, Dictionary<string, byte[]>? others = null, int random = 4, string clear = "",
        string before = "", int? count = null)
    {
        using var text = new MemoryStream();
        Write(text, $"dup /Private 8 dict dup begin /RD {{string currentfile exch readstring pop}} executeonly def {before} /lenIV {random} def /Subrs {count ?? subroutines.Count} array\n");
        foreach (var (i, code) in subroutines.Index())
            WriteCode(text, $"dup {i}", code, random, "NP");
        Write(text, "ND 2 index /CharStrings 20 dict dup begin\n");
        var glyphs = new[] { "S", "o", "m", "e", "w", "r", "d", "s", "period" }.ToDictionary(n => n, _ => letter);
        foreach (var (name, code) in glyphs.Concat(others ?? []))
            WriteCode(text, $"/{name}", code, random, "ND");
        Write(text, "end end readonly put noaccess put dup/FontName get exch definefont pop mark currentfile closefile\n");
        byte[] start = Encoding.ASCII.GetBytes($"%!PS-AdobeFont-1.0: X 1\n9 dict begin /FontName /X def /FontMatrix [0.001 0 0 0.001 0 0] readonly def /Encoding StandardEncoding def /FontBBox {{0 0 9 9}} readonly def {clear}currentdict end currentfile eexec\n");
        return [.. start, .. Encrypt([0, 0, 0, 0, .. text.ToArray()], 55665), .. Encoding.ASCII.GetBytes("\n0000\ncleartomark")];
    }

    private static void WriteCode(MemoryStream text, string name, byte[] code, int random, string end)
    {
        var encrypted = random < 0 ? code : Encrypt([.. new byte[random], .. code], 4330);
        Write(text, $"{name} {encrypted.Length} RD ");
        text.Write(encrypted);
        Write(text, $" {end}\n");
    }

    private static byte[] Encrypt(byte[] bytes, int key)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(bytes[i] ^ (key >> 8));
            key = ((bytes[i] + key) * 52845 + 22719) & 0xFFFF;
        }

        return bytes;
    }

    private static void Write(MemoryStream text, string what) => text.Write(Encoding.ASCII.GetBytes(what));

    public static byte[] Two(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Four(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
