using System.Globalization;
using System.IO.Compression;
using System.Text;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Isolation;

/// <summary>Archives of office programs and books that are made to hurt: by what they unpack to, by their XML, and by what is in them.</summary>
internal static class HostileArchives
{
    // The part of each format that has its text, with a place in it for more.
    private static readonly Dictionary<string, ((string Name, string Content)[] Parts, string Main)> Formats = new()
    {
        [".pptx"] = (Packed.Pptx(Packed.Shape(null, "MARK")), "ppt/slides/slide0.xml"),
        [".xlsx"] = (Packed.Xlsx("<si><t>MARK</t></si>", "", ("s", "<row><c t='s'><v>0</v></c></row>")), "xl/sharedStrings.xml"),
        [".odt"] = (Packed.Odt("<text:p>MARK</text:p>"), "content.xml"),
        [".epub"] = (Packed.Epub("<ncx/>", ("a.xhtml", "<p>MARK</p>")), "OEBPS/a.xhtml"),
    };

    public static bool Has(string extension) => Formats.ContainsKey(extension);

    /// <summary>The hostile archives of a format; how far each goes is a number from 16 to 131,072.</summary>
    public static Func<byte[]>[] Of(string extension, Random random, int count, string entities)
    {
        var (parts, main) = Formats[extension];
        var pages = Math.Min(count, 4_096);
        Func<byte[]>[] own = extension switch
        {
            ".pptx" =>
            [
                () => Packed.Zip(Packed.Pptx([.. Enumerable.Repeat(Packed.Shape(null, "words"), pages)])),
                () => Packed.Zip(parts.Select(p => p with { Content = p.Content.Replace("slides/slide0.xml", "presentation.xml", StringComparison.Ordinal) })),
                () => Main("MARK", HostileFiles.Many("<p:grpSp>", count) + "words"),
            ],
            ".xlsx" =>
            [
                () => Packed.Zip(Packed.Xlsx($"<si><t>{HostileFiles.Many("words ", pages * 8)}</t></si>", "", ("s", Cells(count)))),
                () => Packed.Zip(Packed.Xlsx("<si><t>words</t></si>", "", [.. Enumerable.Repeat(("s", Cells(4)), pages)])),
                () => Packed.Zip(Packed.Xlsx("", $"<numFmts>{HostileFiles.Many("<numFmt numFmtId='200' formatCode='[[[[\"'/>", count)}</numFmts>",
                    ("s", "<row r='1048577'><c r='XFDXFDXFD99999999999' s='-1'><v>1e999</v></c></row>"))),
            ],
            ".odt" =>
            [
                () => Main("MARK", "words" + HostileFiles.Many("<text:s text:c='2000000000'/>", count)),
                () => Main("MARK", "</text:p><table:table><table:table-row table:number-rows-repeated='1048576'>" +
                    "<table:table-cell table:number-columns-repeated='16384'><text:p>words</text:p></table:table-cell></table:table-row></table:table><text:p>"),
                () => Main("MARK", HostileFiles.Many("<text:note><text:p>", count) + "words"),
            ],
            _ =>
            [
                () => Packed.Zip(parts.Select(p => p with { Content = p.Content.Replace("<itemref idref='p0'/>", HostileFiles.Many("<itemref idref='p0'/>", count), StringComparison.Ordinal) })),
                () => Packed.Zip(Packed.Epub("<ncx/>", [.. Enumerable.Range(0, pages).Select(i => ($"{i}.xhtml", HostileFiles.Many("<b><p>", 64)))])),
                () => Packed.Zip(parts.Select(p => p with { Content = p.Content.Replace("'a.xhtml'", "'../../../../etc/passwd'", StringComparison.Ordinal) })),
                () => Main("MARK", HostileFiles.Many("<div>", count) + "words"),
            ],
        };
        return
        [
            .. own,
            () => Bomb(parts, main, (long)count << 11),
            () => Xml($"<!DOCTYPE r [{entities}]>", "&a12;"),
            () => Xml("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;"),
            () => Xml("<!DOCTYPE r [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;]>", "words"),
            () => Main("MARK", HostileFiles.Many("<a>", count) + "words" + HostileFiles.Many("</a>", count)),
            () => Main("MARK", "<a " + Numbered("a{0}='&gt;' ", count) + "/>words"),
            () => Main("MARK", Numbered("<a{0}/>", count) + "words"),
            () => Packed.Zip([.. parts, .. Enumerable.Range(0, count / 8).Select(i => ($"{i}.xml", "<a/>"))]),
            () => Nested(parts, random.Next(1, 9)),
            () => WithSizes(Packed.Zip(parts), random),
        ];

        byte[] Main(string mark, string text) => Packed.Zip(parts.Select(p =>
            p.Name == main ? (p.Name, p.Content.Replace(mark, text, StringComparison.Ordinal)) : p));

        byte[] Xml(string type, string text) => Packed.Zip(parts.Select(p => p.Name != main ? p :
            (p.Name, type + p.Content[(p.Content.StartsWith("<?", StringComparison.Ordinal) ? p.Content.IndexOf("?>", StringComparison.Ordinal) + 2 : 0)..]
                .Replace("MARK", text, StringComparison.Ordinal))));
    }

    private static string Cells(int count) => HostileFiles.Many("<row><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>", count);

    /// <summary>The archive with so many bytes of comments in a part, written without holding them.</summary>
    private static byte[] Bomb((string Name, string Content)[] parts, string main, long bytes)
    {
        var blanks = Encoding.UTF8.GetBytes(HostileFiles.Many("<!-- -->        ", 4_096));
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
                for (var left = name == main ? bytes : 0; left > 0; left -= blanks.Length)
                    part.Write(blanks);
            }
        }

        return packed.ToArray();
    }

    /// <summary>The archive in itself, as an embedded file, several times.</summary>
    private static byte[] Nested((string Name, string Content)[] parts, int depth)
    {
        var inner = Packed.Zip(parts);
        for (var i = 0; i < depth; i++)
            inner = Packed.Zip([.. parts.Select(p => (p.Name, Encoding.UTF8.GetBytes(p.Content))), ("embeddings/inner.zip", inner)]);
        return inner;
    }

    /// <summary>The archive whose directory lies about sizes and places.</summary>
    private static byte[] WithSizes(byte[] packed, Random random)
    {
        for (var at = 0; at < packed.Length - 46; at++)
        {
            if (packed.AsSpan(at).StartsWith("PK\u0001\u0002"u8) && random.Next(2) == 0)
                BitConverter.TryWriteBytes(packed.AsSpan(at + new[] { 20, 24, 42 }[random.Next(3)]), random.Next(2) == 0 ? -1 : random.Next());
        }

        return packed;
    }

    private static string Numbered(string part, int count)
    {
        var all = new StringBuilder();
        for (var i = 0; i < count; i++)
            all.AppendFormat(CultureInfo.InvariantCulture, part, i);
        return all.ToString();
    }
}
