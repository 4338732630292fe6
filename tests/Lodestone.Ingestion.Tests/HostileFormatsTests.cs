using System.IO.Compression;
using System.Text;
using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Email;
using Lodestone.Ingestion.Readers.Notebook;
using Lodestone.Ingestion.Readers.Rtf;
using Lodestone.TestSupport;

// The reader of these tests passes the test's token on, which the analyzer cannot see.
#pragma warning disable xUnit1069

namespace Lodestone.Ingestion.Tests;

/// <summary>Archives, messages and the like that are made to hurt are problems of themselves, by what they hold and not by a clock.</summary>
public sealed class HostileFormatsTests
{
    // Far above what any of these takes; one that is not bounded takes minutes to hours.
    private const int Hang = 180_000;

    // The part of each format that has its text, with a place in it for more XML, and one for text.
    private static readonly Dictionary<string, ((string Name, string Content)[] Parts, string Main)> Formats = new()
    {
        [".pptx"] = (Packed.Pptx(Packed.Shape(null, "MARK")), "ppt/slides/slide0.xml"),
        [".xlsx"] = (Packed.Xlsx("<si><t>MARK</t></si>", "", ("s", "<row><c t='s'><v>0</v></c></row>")), "xl/sharedStrings.xml"),
        [".odt"] = (Packed.Odt("<text:p>MARK</text:p>"), "content.xml"),
        [".epub"] = (Packed.Epub("<ncx/>", ("a.xhtml", "<p>MARK</p>")), "OEBPS/book.opf"),
    };

    public static TheoryData<string> Archives => [.. Formats.Keys];

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Archives))]
    public async Task ReadAsync_ZipBomb_IsRefusedNamingTheLimit(string extension)
    {
        var (parts, main) = Formats[extension];
        foreach (var bytes in new[] { PartArchive.MaxPartBytes + 1, 600L * 1024 * 1024 })
        {
            var problem = (await Reader.OneAsync("a" + extension, WithBlanks(parts, main, bytes))).Problem!;
            Assert.Equal(ReadProblemKind.TooLarge, problem.Kind);
            Assert.Contains("134217728", problem.Reason, StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Archives))]
    public async Task ReadAsync_Entities_AreNeitherExpandedNorFetched(string extension)
    {
        using var secret = new TemporaryFiles();
        var file = secret.Add("secret.txt", "swordfish");
        var bomb = "<!ENTITY a 'aaaaaaaaaa'>" + string.Concat(Enumerable.Range('b', 20).Select(c =>
            $"<!ENTITY {(char)c} '{string.Concat(Enumerable.Repeat($"&{(char)(c - 1)};", 10))}'>"));
        foreach (var (declared, used) in new[]
        {
            (bomb, "&u;"), ($"<!ENTITY x SYSTEM 'file://{file}'>", "&x;"), ("<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>", "&x;"),
            ($"<!ENTITY % x SYSTEM 'file://{file}'> %x;", ""),
        })
        {
            var item = await Reader.OneAsync("a" + extension, Changed(extension, xml => $"<!DOCTYPE r [{declared}]>" + xml.Replace("MARK", used + "words", StringComparison.Ordinal).Replace("A Book", used, StringComparison.Ordinal)));
            Assert.True(item.Problem is { Kind: ReadProblemKind.Malformed } || item.Document!.Text is "words" or "MARK");
            Assert.DoesNotContain("swordfish", item.Document?.Text + item.Document?.Title + item.Problem?.Reason, StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Archives))]
    public async Task ReadAsync_DeepXml_IsRefused(string extension) => await AssertTooLargeAsync(
        extension, Many("<a>", XmlPart.MaxNesting + 1) + Many("</a>", XmlPart.MaxNesting + 1));

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Archives))]
    public async Task ReadAsync_AttributesWithoutEnd_AreRefused(string extension)
    {
        await AssertTooLargeAsync(extension, "<a " + Numbered("a{0}='>' ", MeasuredStream.MaxAttributes + 1) + "/>");
        await AssertTooLargeAsync(extension, "<a b='" + new string('x', MeasuredStream.MaxTagBytes + 1) + "'/>");
        await AssertTooLargeAsync(extension, "<" + new string('x', MeasuredStream.MaxTagBytes + 1) + "/>");
    }

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Archives))]
    public async Task ReadAsync_NamesWithoutEnd_AreRefused(string extension) =>
        await AssertTooLargeAsync(extension, Numbered("<a{0}/>", XmlPart.MaxNames + 1));

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Archives))]
    public async Task ReadAsync_VeryManyParts_AreRefusedByTheirNumber(string extension)
    {
        var problem = (await Reader.OneAsync("a" + extension, Packed.Zip(
            [.. Formats[extension].Parts, .. Enumerable.Range(0, ArchiveCheck.MaxEntries).Select(i => ($"{i}.xml", ""))]))).Problem!;
        Assert.Equal(ReadProblemKind.TooLarge, problem.Kind);
        Assert.Contains("10000", problem.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public async Task ReadAsync_PartWithPassword_IsEncrypted(string extension)
    {
        var packed = Packed.Zip(Formats[extension].Parts);
        for (var at = 0; at < packed.Length - 10; at++)
        {
            if (packed.AsSpan(at).StartsWith("PK\u0003\u0004"u8))
                packed[at + 6] |= 1;
            else if (packed.AsSpan(at).StartsWith("PK\u0001\u0002"u8))
                packed[at + 8] |= 1;
        }

        Assert.Equal(ReadProblemKind.Encrypted, (await Reader.OneAsync("a" + extension, packed)).Problem!.Kind);
        Assert.Equal(
            ReadProblemKind.Encrypted,
            (await Reader.OneAsync("a" + extension, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])).Problem!.Kind);
    }

    [Fact]
    public async Task ReadAsync_NameOfAnotherFormat_IsToldByContent()
    {
        var contents = new Dictionary<string, byte[]>(Formats.Select(f => KeyValuePair.Create(f.Key, Packed.Zip(f.Value.Parts))))
        {
            [".rtf"] = Encoding.ASCII.GetBytes("{\\rtf1 words}"),
            [".pdf"] = Encoding.ASCII.GetBytes("%PDF-1.4 and no more"),
            [".png"] = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 1, 2, 3],
        };
        foreach (var (own, content) in contents)
        {
            foreach (var name in new[] { ".pptx", ".xlsx", ".odt", ".epub", ".rtf", ".pdf", ".eml", ".ipynb", ".txt", ".md", ".html", ".py", ".csv" })
            {
                if (name == own)
                    continue;
                var problem = (await Reader.OneAsync("a" + name, content)).Problem;
                Assert.True(problem is not null, $"{own} under {name} was read");
                Assert.Contains(problem.Kind, new[] { ReadProblemKind.Malformed, ReadProblemKind.Binary });
                Assert.Matches("PDF|PowerPoint|Excel|OpenDocument|EPUB|Rich Text|zip archive|picture", problem.Reason);
            }
        }
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_OneTextInVeryManyCells_IsRefusedAsTooLong()
    {
        var rows = Many("<row>" + Many("<c t='s'><v>0</v></c>", 10) + "</row>", 100);
        var problem = (await Reader.OneAsync("a.xlsx", Packed.Zip(Packed.Xlsx($"<si><t>{Many("words ", 10_000)}</t></si>", "", ("s", rows))))).Problem!;
        Assert.Equal(ReadProblemKind.TooLarge, problem.Kind);
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_VeryManySheets_AreRefused() => Assert.Equal(ReadProblemKind.TooLarge, (await Reader.OneAsync(
        "a.xlsx", Packed.Zip(Packed.Xlsx("", "", [.. Enumerable.Repeat(("s", ""), 1_001)])))).Problem!.Kind);

    public static TheoryData<string, string> Costly { get; } = new()
    {
        { "a.rtf", "{\\rtf1" + Many("{", RtfBody.MaxNesting + 1) },
        { "a.rtf", "{\\rtf1 " + Many("words ", 3_000_000) + "}" },
        { "a.eml", "Subject: x\n" + Many("a:\n", EmailBounds.MaxHeaders + 1) + "\nwords" },
        { "a.eml", "Subject: x\nTo: " + Many("a@b,", EmailBounds.MaxHeaderBytes / 4) + "\n\nwords" },
        { "a.eml", "Subject: x\n" + Many("X: " + new string('x', 200_000) + "\n", 100) + "\nwords" },
        { "a.eml", "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + Many("--b\n\n", EmailBounds.MaxParts + 1) },
        { "a.eml", "Subject: x\nContent-Type: multipart/digest; boundary=b\n\n" + Many("--b\n\nSubject: y\n\n", EmailBounds.MaxParts + 1) },
        { "a.ipynb", "{\"cells\": [" + Many("[],", NotebookExtractor.MaxTokens / 2) + "[]]}" },
    };

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Costly), DisableDiscoveryEnumeration = true)]
    public async Task ReadAsync_CostlyFile_IsItsOwnProblemAndTheRestIsRead(string name, string content)
    {
        using var files = new TemporaryFiles();
        files.Add(name, content);
        files.Add("z.md", "words");
        var items = await files.ReadAsync();
        Assert.Equal((name, ReadProblemKind.TooLarge), (items[0].Problem!.Path, items[0].Problem!.Kind));
        Assert.Matches("[0-9]{3}", items[0].Problem!.Reason);
        Assert.Equal("words", items[1].Document!.Text);
    }

    public static TheoryData<string, string> Strange { get; } = new()
    {
        { "a.rtf", "{\\rtf1 words" + Many("}", 1_000_000) },
        { "a.rtf", "{\\rtf1 words\\bin2147483647 " },
        { "a.rtf", "{\\rtf1 words\\bin-1 \\u99999999999 \\u-99 \\uc-5\\f-1\\s-1\\outlinelevel-1\\fcharset-1" },
        { "a.rtf", "{\\rtf1 words" + Many("\\par", 1_000_000) },
        { "a.rtf", "{\\rtf1{\\stylesheet" + Numbered("{{\\s{0} heading 1;}}", 100_000) + "}words}" },
        { "a.eml", "Subject: x\n" + Nested(200) + "\nwords" },
        { "a.eml", "Subject: x\nContent-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: odd\n\nwords" },
        { "a.eml", "Subject: " + Many("=?utf-8?q?", 10_000) + "\n\nwords" },
        { "a.eml", "Subject: x\nFrom: " + Many("(", 10_000) + "\n\nwords" },
        { "a.eml", "Subject: x\nFrom: " + Many("a:", 10_000) + "\n\nwords" },
        { "a.eml", "Subject: x\nContent-Type: text/plain; " + Numbered("a*{0}*=b;", 10_000) + "\n\nwords" },
        { "a.ipynb", "{\"cells\": [{\"source\": \"words\", \"x\": " + Many("[", 60) + Many("]", 60) + "}]}" },
    };

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Strange), DisableDiscoveryEnumeration = true)]
    public async Task ReadAsync_StrangeFile_IsReadOrItsProblem(string name, string content)
    {
        foreach (var item in await Reader.AllAsync(name, content))
            Assert.True(item.Problem is not null || item.Notes.Count > 0 || item.Document!.Text.Contains("words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_LinksToNetworksAndFiles_AreNotFollowed()
    {
        var parts = Packed.Pptx(Packed.Shape(null, "words"));
        parts[2].Content = parts[2].Content.Replace("</Relationships>", "<Relationship Id='x' Type='a/slide' TargetMode='External' Target='http://127.0.0.1:9/x'/></Relationships>", StringComparison.Ordinal);
        parts[1].Content = parts[1].Content.Replace("</p:sldIdLst>", "<p:sldId r:id='x'/></p:sldIdLst>", StringComparison.Ordinal);
        Assert.Equal("words", (await Reader.OneAsync("a.pptx", Packed.Zip(parts))).Document!.Text);
        var book = Packed.Epub("<ncx/>", ("a.xhtml", "<p>words</p>"));
        book[2].Content = book[2].Content.Replace("href='a.xhtml'", "href='../../../../etc/passwd'", StringComparison.Ordinal);
        Assert.Equal(ReadProblemKind.NoText, (await Reader.OneAsync("a.epub", Packed.Zip(book))).Problem!.Kind);
    }

    private static byte[] Changed(string extension, Func<string, string> change)
    {
        var (parts, main) = Formats[extension];
        return Packed.Zip(parts.Select(p => p.Name == main ? (p.Name, change(p.Content)) : p));
    }

    private static async Task AssertTooLargeAsync(string extension, string xml)
    {
        var content = Changed(extension, main => main.Insert(main.IndexOf('>', StringComparison.Ordinal) + 1, xml));
        var problem = (await Reader.OneAsync("a" + extension, content)).Problem!;
        Assert.Equal(ReadProblemKind.TooLarge, problem.Kind);
        Assert.Matches("[0-9]{3}", problem.Reason);
    }

    /// <summary>The archive with a part that has so many bytes of comments at its end, written without holding them.</summary>
    private static byte[] WithBlanks((string Name, string Content)[] parts, string main, long count)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
                var blanks = Encoding.UTF8.GetBytes(Many("<!-- -->        ", 64 * 1024));
                for (var left = name == main ? count : 0; left > 0; left -= blanks.Length)
                    part.Write(blanks);
            }
        }

        return packed.ToArray();
    }

    private static string Nested(int depth)
    {
        var all = new StringBuilder();
        for (var i = 0; i < depth; i++)
            all.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\n\n--b").Append(i).Append('\n');
        return all.Append("\nwords").ToString();
    }

    private static string Many(string part, int count) => new StringBuilder(part.Length * count).Insert(0, part, count).ToString();

    private static string Numbered(string part, int count)
    {
        var all = new StringBuilder();
        for (var i = 0; i < count; i++)
            all.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, part, i);
        return all.ToString();
    }
}
