using System.IO.Compression;
using System.Text;
using Lodestone.CrashDriver;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Isolation;

/// <summary>Files of the kinds that are made to hurt a parser: each is small, and becomes large, deep or many in the parser.</summary>
internal static class HostileFiles
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>A page of 20,000 times eleven letters for each piece.</summary>
    public static byte[] TextBomb(int pieces)
    {
        var piece = Encoding.ASCII.GetBytes(Many("BT /F1 12 Tf 10 700 Td (refund pdf) Tj ET ", 20_000));
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < pieces; i++)
                zip.Write(piece);
        }

        var pdf = PdfBuilder.OnePage(content: "");
        var content = pdf.AddRawStream("/Filter/FlateDecode", packed.ToArray());
        pdf.Rewrite(o => o.Replace("/Contents 4 0 R", $"/Contents {content} 0 R", StringComparison.Ordinal));
        return pdf.Build();
    }

    /// <summary>A page whose text is in lists within each other.</summary>
    public static byte[] NestedPdf(int depth) =>
        PdfBuilder.OnePage($"BT /F1 12 Tf 50 700 Td {new string('[', depth)}(Some words.){new string(']', depth)} TJ ET").Build();

    /// <summary>A Word document with the given text of its body, and other parts beside it.</summary>
    public static byte[] Docx(string body, string type = "", params (string Name, byte[] Content)[] parts) => Packed.Zip(
    [
        ("[Content_Types].xml", Utf8("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" +
            "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>" +
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=" +
            "\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>")),
        ("_rels/.rels", Utf8("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=" +
            "\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>")),
        ("word/document.xml", Utf8($"<?xml version=\"1.0\"?>{type}<w:document xmlns:w=\"{Word}\"><w:body>{body}</w:body></w:document>")),
        .. parts,
    ]);

    public static string Paragraph(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";

    /// <summary>The hostile files of a format; the seed chooses one and how far it goes.</summary>
    public static byte[] Make(string extension, int seed)
    {
        var random = new Random(seed);
        var count = 1 << random.Next(4, 18);
        var entities = Many("<!ENTITY a0 'xxxxxxxxxx'>", 1) + string.Concat(Enumerable.Range(1, 12).Select(i =>
            $"<!ENTITY a{i} '{Many($"&a{i - 1};", 10)}'>"));
        Func<byte[]>[] all = extension switch
        {
            ".pdf" =>
            [
                () => HostilePdf.All.ElementAt(random.Next(HostilePdf.All.Count)).Value.Pdf.Build((PdfForm)random.Next(4)),
                () => HostileFont.All.ElementAt(random.Next(HostileFont.All.Count)).Value.Pdf.Build(),
                () => TextBomb(random.Next(1, 30)),
                () => NestedPdf(count),
            ],
            ".docx" =>
            [
                () => Docx(Paragraph("&a12;"), $"<!DOCTYPE w [{entities}]>"),
                () => Docx(Paragraph("&x;"), "<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
                () => Docx(Paragraph("&x;"), "<!DOCTYPE w SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
                () => Docx(Many("<w:tbl><w:tr><w:tc>", count) + Paragraph("words")),
                () => Docx(Many(Paragraph("words"), count)),
                () => Docx(Paragraph("words"), "", ("word/bomb.xml", new byte[count << 8]), ("word/embeddings/a.docx", Nested(random.Next(1, 9)))),
                () => Docx(Paragraph("words"), "", [.. Enumerable.Range(0, count / 8).Select(i => ($"word/{i}.xml", Utf8("<a/>")))]),
            ],
            ".html" =>
            [
                () => Utf8(Many("<div>", count) + "words"),
                () => Utf8(Many("<b><p>", count) + "words"),
                () => Utf8("<a " + string.Concat(Enumerable.Range(0, count).Select(i => $"b{i}=c ")) + ">words"),
                () => Utf8(Many("<table><tr><td>", count)),
                () => Utf8(Many("<svg><g></b>", count)),
                () => Utf8($"<!DOCTYPE html [{entities}]><p>{Many("&amp;&a12;", count)}"),
                () => Utf8("<p>" + new string('x', count << 6)),
            ],
            ".md" =>
            [
                () => Utf8(Many("[a](", count)),
                () => Utf8(Many("> ", count) + "words"),
                () => Utf8(string.Concat(Enumerable.Range(0, count / 64).Select(i => new string(' ', 2 * i) + "- a\n"))),
                () => Utf8(Many("*a **b ", count)),
                () => Utf8(Many("`", count) + " a " + Many("``` ", count)),
                () => Utf8("---\n" + Many("a: [", count) + "\n---\nwords"),
                () => Utf8(Many("|", count) + "\n" + Many("|-", count) + "\n"),
            ],
            _ when HostileArchives.Has(extension) => HostileArchives.Of(extension, random, count, entities),
            ".rtf" or ".eml" or ".ipynb" => HostileTexts.Of(extension, random, count, entities),
            _ => throw new ArgumentException($"There are no hostile files of '{extension}'.", nameof(extension)),
        };
        return all[random.Next(all.Length)]();
    }

    /// <summary>Files that their readers read, to be changed.</summary>
    public static byte[] Valid(string extension) => extension switch
    {
        ".docx" => Docx(Paragraph("First words") + "<w:tbl><w:tr><w:tc>" + Paragraph("a") + "</w:tc></w:tr></w:tbl>" + Paragraph("Last &amp; words")),
        ".html" => Utf8("<!DOCTYPE html><html lang=en><head><title>One</title></head><body><main><h1>One</h1><p>Words <b>and</b> more" +
            "<table><tr><td>a<td>b</table><ul><li>x<li>y</ul><pre>code</pre></main></body></html>"),
        ".md" => Utf8("---\ntitle: One\ntags: [a, b]\n---\n# One\n\nWords *and* **more** `code` [link](http://x.y)\n\n- a\n  - b\n\n|a|b|\n|-|-|\n|1|2|\n\n> quote[^1]\n\n[^1]: note\n"),
        _ => throw new ArgumentException($"There is no file of '{extension}'.", nameof(extension)),
    };

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Many(string part, int count) => new StringBuilder(part.Length * count).Insert(0, part, count).ToString();

    private static byte[] Nested(int depth)
    {
        var inner = Docx(Paragraph("inner"));
        for (var i = 0; i < depth; i++)
            inner = Docx(Paragraph("outer"), "", ("word/embeddings/a.docx", inner));
        return inner;
    }
}
