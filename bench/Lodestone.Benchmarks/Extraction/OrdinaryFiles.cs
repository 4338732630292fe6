using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Lodestone.Benchmarks;

/// <summary>Writes a folder of files as people have them: of the texts of a collection, in turn Markdown, HTML, PDF and DOCX.</summary>
internal static class OrdinaryFiles
{
    private const int LinesOfPage = 45;
    private const int WordsOfLine = 12;
    private const string Types = "http://schemas.openxmlformats.org/package/2006";
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static void Write(string folder, IReadOnlyList<string> texts, int count)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < count; i++)
        {
            // Pages of different lengths: one to six abstracts each.
            string[] paragraphs = [.. Enumerable.Range(0, 1 + (i % 6)).Select(p => Ascii(texts[(i * 6 + p) % texts.Count]))];
            var path = Path.Combine(folder, i.ToString("d4", CultureInfo.InvariantCulture));
            switch (i % 4)
            {
                case 0:
                    File.WriteAllText(path + ".md", $"# Page {i}\n\n" + string.Join("\n\n## More\n\n", paragraphs) + "\n");
                    break;
                case 1:
                    File.WriteAllText(path + ".html", $"<!DOCTYPE html><html lang=en><title>Page {i}</title><body><nav>Home</nav><main><h1>Page {i}</h1>" +
                        string.Concat(paragraphs.Select(p => $"<p>{Escaped(p)}</p>")) + "</main></body></html>");
                    break;
                case 2:
                    File.WriteAllBytes(path + ".pdf", Pdf(paragraphs));
                    break;
                default:
                    WriteDocx(path + ".docx", paragraphs);
                    break;
            }
        }
    }

    private static string Ascii(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : ' '));

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static void WriteDocx(string path, IEnumerable<string> paragraphs)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("[Content_Types].xml", $"<Types xmlns=\"{Types}/content-types\"><Default Extension=\"rels\" ContentType=" +
            "\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=" +
            "\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
        Add("_rels/.rels", $"<Relationships xmlns=\"{Types}/relationships\"><Relationship Id=\"r\" Type=" +
            "\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
        Add("word/document.xml", $"<w:document xmlns:w=\"{Word}\"><w:body>" +
            string.Concat(paragraphs.Select(p => $"<w:p><w:r><w:t>{Escaped(p)}</w:t></w:r></w:p>")) + "</w:body></w:document>");

        void Add(string name, string content)
        {
            using var entry = new StreamWriter(archive.CreateEntry(name).Open());
            entry.Write(content);
        }
    }

    private static byte[] Pdf(IEnumerable<string> paragraphs)
    {
        string[] lines = [.. paragraphs.SelectMany(p => p.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(WordsOfLine))
            .Select(words => string.Join(' ', words).Replace("\\", "/", StringComparison.Ordinal).Replace("(", "[", StringComparison.Ordinal)
                .Replace(")", "]", StringComparison.Ordinal))];
        var pages = lines.Chunk(LinesOfPage).ToArray();
        var objects = new List<byte[]> { Bytes("<</Type/Catalog/Pages 2 0 R>>") };
        objects.Add(Bytes($"<</Type/Pages/Count {pages.Length}/Kids[{string.Join(' ', pages.Select((_, i) => $"{4 + (2 * i)} 0 R"))}]>>"));
        objects.Add(Bytes("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"));
        foreach (var page in pages)
        {
            var content = Deflated($"BT /F1 10 Tf 14 TL 50 760 Td {string.Join(' ', page.Select(l => $"({l}) Tj T*"))} ET");
            objects.Add(Bytes("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>" +
                $"/Contents {objects.Count + 2} 0 R>>"));
            objects.Add([.. Bytes($"<</Length {content.Length}/Filter/FlateDecode>>stream\n"), .. content, .. "\nendstream"u8]);
        }

        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n"u8);
        var places = new List<long>();
        foreach (var body in objects)
        {
            places.Add(file.Position);
            file.Write([.. Bytes($"{places.Count} 0 obj\n"), .. body, .. "\nendobj\n"u8]);
        }

        var start = file.Position;
        file.Write(Bytes($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(p => $"{p:d10} 00000 n \n"))}" +
            $"trailer<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
        return file.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Deflated(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(Bytes(text));
        return packed.ToArray();
    }
}
