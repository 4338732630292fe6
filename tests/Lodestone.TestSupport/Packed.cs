using System.IO.Compression;
using System.Text;

namespace Lodestone.TestSupport;

/// <summary>Writes the archives that office programs and books are, part by part, as their writers do.</summary>
public static class Packed
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static byte[] Zip(params IEnumerable<(string Name, string Content)> parts) =>
        Zip(parts.Select(p => (p.Name, Encoding.UTF8.GetBytes(p.Content))));

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> parts)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(content);
            }
        }

        return packed.ToArray();
    }

    public static string Rels(params IEnumerable<(string Id, string Type, string Target)> relations) =>
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" +
        string.Concat(relations.Select(r => $"<Relationship Id='{r.Id}' Type='{Relations}/{r.Type}' Target='{r.Target}'/>")) +
        "</Relationships>";

    public static (string Name, string Content)[] Properties(string title, string author) =>
    [
        ("docProps/core.xml", "<cp:coreProperties xmlns:cp='c' xmlns:dc='http://purl.org/dc/elements/1.1/'>" +
            $"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></cp:coreProperties>"),
    ];

    /// <summary>A presentation of slides as their XML.</summary>
    public static (string Name, string Content)[] Pptx(params string[] slides) =>
    [
        ("_rels/.rels", Rels(("r1", "officeDocument", "ppt/presentation.xml"), ("r2", "core-properties", "docProps/core.xml"))),
        ("ppt/presentation.xml", "<p:presentation xmlns:p='p' xmlns:r='r'><p:sldIdLst>" + string.Concat(
            slides.Select((_, i) => $"<p:sldId id='{256 + i}' r:id='s{i}'/>")) + "</p:sldIdLst></p:presentation>"),
        ("ppt/_rels/presentation.xml.rels", Rels(slides.Select((_, i) => ($"s{i}", "slide", $"slides/slide{i}.xml")))),
        .. slides.Select((s, i) => ($"ppt/slides/slide{i}.xml", Slide(s))),
        .. Properties("From the properties", "Ann"),
    ];

    public static string Slide(string shapes) => $"<p:sld xmlns:p='p' xmlns:a='a'><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>";

    public static string Shape(string? placeholder, params string[] lines) =>
        $"<p:sp><p:nvSpPr><p:nvPr>{(placeholder is null ? "" : $"<p:ph type='{placeholder}'/>")}</p:nvPr></p:nvSpPr><p:txBody>" +
        string.Concat(lines.Select(l => $"<a:p><a:r><a:t>{l}</a:t></a:r></a:p>")) + "</p:txBody></p:sp>";

    /// <summary>A workbook of sheets, each a name and the XML of its rows.</summary>
    public static (string Name, string Content)[] Xlsx(string strings, string styles, params (string Name, string Rows)[] sheets) =>
    [
        ("_rels/.rels", Rels(("r1", "officeDocument", "xl/workbook.xml"), ("r2", "core-properties", "docProps/core.xml"))),
        ("xl/workbook.xml", "<workbook xmlns:r='r'><sheets>" + string.Concat(
            sheets.Select((s, i) => $"<sheet name='{s.Name}' sheetId='{i + 1}' r:id='s{i}'/>")) + "</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", Rels(
            [.. sheets.Select((_, i) => ($"s{i}", "worksheet", $"worksheets/sheet{i}.xml")), ("x", "sharedStrings", "sharedStrings.xml"),
                ("y", "styles", "/xl/styles.xml")])),
        ("xl/sharedStrings.xml", $"<sst>{strings}</sst>"),
        ("xl/styles.xml", $"<styleSheet>{styles}</styleSheet>"),
        .. sheets.Select((s, i) => ($"xl/worksheets/sheet{i}.xml", $"<worksheet><sheetData>{s.Rows}</sheetData></worksheet>")),
    ];

    /// <summary>A book of pages, each a name and the XHTML of its body.</summary>
    public static (string Name, string Content)[] Epub(string contents, params (string Name, string Body)[] pages) =>
    [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"),
        ("OEBPS/book.opf", "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>A Book</dc:title>" +
            "<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:language>en</dc:language></metadata><manifest>" +
            "<item id='toc' href='toc.ncx' media-type='application/x-dtbncx+xml'/>" +
            string.Concat(pages.Select((p, i) => $"<item id='p{i}' href='{Uri.EscapeDataString(p.Name)}' media-type='application/xhtml+xml'/>")) +
            "</manifest><spine toc='toc'>" + string.Concat(pages.Select((_, i) => $"<itemref idref='p{i}'/>")) + "</spine></package>"),
        ("OEBPS/toc.ncx", contents),
        .. pages.Select(p => ($"OEBPS/{p.Name}",
            $"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body>{p.Body}</body></html>")),
    ];

    /// <summary>A text of OpenDocument with the XML of its body.</summary>
    public static (string Name, string Content)[] Odt(string body, string type = "application/vnd.oasis.opendocument.text") =>
    [
        ("mimetype", type),
        ("styles.xml", "<office:document-styles xmlns:office='o' xmlns:style='s'><style:style style:name='Title'/></office:document-styles>"),
        ("content.xml", "<office:document-content xmlns:office='o' xmlns:style='s' xmlns:text='t' xmlns:table='b' xmlns:draw='d'>" +
            "<office:automatic-styles><style:style style:name='P1' style:parent-style-name='Title'/></office:automatic-styles>" +
            $"<office:body><office:text>{body}</office:text></office:body></office:document-content>"),
        ("meta.xml", "<office:document-meta xmlns:office='o' xmlns:dc='c' xmlns:meta='m'><office:meta><dc:title>From the properties</dc:title>" +
            "<meta:initial-creator>Ann</meta:initial-creator><dc:language>de</dc:language></office:meta></office:document-meta>"),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='f'><manifest:file-entry manifest:full-path='content.xml'/></manifest:manifest>"),
    ];
}
