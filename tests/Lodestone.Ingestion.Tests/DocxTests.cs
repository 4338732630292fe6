using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Lodestone.Ingestion.Tests;

public sealed class DocxTests
{
    [Fact]
    public async Task ReadAsync_Document_IsWhatAReaderSees()
    {
        var docx = Docx(
            Styled("Title", "Annual report"),
            new Paragraph(new Run(new Text("First ") { Space = SpaceProcessingModeValues.Preserve }), new Run(new Text("paragraph."))),
            Styled("berschrift2", "Numbers"),
            Item("one"), Item("two"),
            new Table(Row("a", "b"), Row("1", "2")),
            new Paragraph(new DeletedRun(new Run(new DeletedText("gone"))), new Run(new RunProperties(new Vanish()), new Text("hidden")), new Run(new Text("Last"), new Break(), new Text("line"))));
        var item = await Reader.OneAsync("report.docx", docx);
        var document = item.Document!;
        Assert.Equal("Annual report\n\nFirst paragraph.\n\nNumbers\n\none\ntwo\n\na\tb\n1\t2\n\nLast\nline", document.Text);
        Assert.Equal([(1, "Annual report"), (2, "Numbers")], document.Headings.Select(h => (h.Level, h.Text)));
        Reader.AssertHeadingsStand(document);
        Assert.Equal(("Annual report", TitleSource.Heading), (document.Title, item.TitleSource));
        Assert.Equal(MetadataValue.Of("Ann"), document.Metadata["author"]);
    }

    [Fact]
    public async Task ReadAsync_WithoutTitleParagraph_TakesTheProperty()
    {
        var item = await Reader.OneAsync("report.docx", Docx(new Paragraph(new Run(new Text("Words.")))));
        Assert.Equal(("From the properties", TitleSource.Properties), (item.Document!.Title, item.TitleSource));
    }

    [Fact]
    public async Task ReadAsync_LinkThatIsNoAddress_IsReadWithItsWords()
    {
        using var packed = new MemoryStream();
        await packed.WriteAsync(Docx(new Paragraph(new Run(new Text("Words.")))), TestContext.Current.CancellationToken);
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("word/_rels/document.xml.rels")?.Delete();
            await using var relations = await zip.CreateEntry("word/_rels/document.xml.rels").OpenAsync(TestContext.Current.CancellationToken);
            await relations.WriteAsync(Encoding.UTF8.GetBytes(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" " +
                "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"http://a b:c/\" " +
                "TargetMode=\"External\"/></Relationships>"), TestContext.Current.CancellationToken);
        }

        Assert.Equal("Words.", (await Reader.OneAsync("a.docx", packed.ToArray())).Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_ZipBomb_IsRefusedNamingTheLimit()
    {
        using var stream = new MemoryStream(Docx(new Paragraph(new Run(new Text("Words.")))).ToArray());
        using var packed = new MemoryStream();
        await stream.CopyToAsync(packed, TestContext.Current.CancellationToken);
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Update, leaveOpen: true))
        {
            await using var bomb = await zip.CreateEntry("word/bomb.xml", CompressionLevel.Fastest).OpenAsync(TestContext.Current.CancellationToken);
            var blanks = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++)
                await bomb.WriteAsync(blanks, TestContext.Current.CancellationToken);
        }

        var problem = (await Reader.OneAsync("a.docx", packed.ToArray())).Problem!;
        Assert.Equal(ReadProblemKind.TooLarge, problem.Kind);
        Assert.Contains("268435456", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_EntityBomb_IsReported()
    {
        const string xml = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;\">]>" +
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&y;</w:t></w:r></w:p></w:body></w:document>";
        Assert.Equal(ReadProblemKind.Malformed, (await Reader.OneAsync("a.docx", WithBody(xml))).Problem!.Kind);
    }

    [Fact]
    public async Task ReadAsync_DeepNesting_IsReadOrReported()
    {
        var deep = string.Concat(Enumerable.Repeat("<w:p><w:r>", 50_000)) + "<w:t>words</w:t>" + string.Concat(Enumerable.Repeat("</w:r></w:p>", 50_000));
        var item = await Reader.OneAsync("a.docx", WithBody(
            $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{deep}</w:body></w:document>"));
        Assert.Equal("words", item.Document!.Text);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and then nothing", ReadProblemKind.Malformed)]
    [InlineData("Just text.", ReadProblemKind.Malformed)]
    public async Task ReadAsync_AnotherFileUnderThatName_IsReported(string content, ReadProblemKind kind) =>
        Assert.Equal(kind, await KindAsync(content));

    // What .NET calls a failure means nothing to whoever has the file.
    private static async Task<ReadProblemKind> KindAsync(string content)
    {
        var problem = (await Reader.OneAsync("a.docx", content)).Problem!;
        Assert.DoesNotContain("Exception", problem.Reason, StringComparison.Ordinal);
        return problem.Kind;
    }

    [Fact]
    public async Task ReadAsync_OleFile_IsCalledEncryptedOrOld() => Assert.Equal(ReadProblemKind.Encrypted,
        (await Reader.OneAsync("a.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])).Problem!.Kind);

    [Fact]
    public async Task ReadAsync_DamagedAnywhere_IsReadOrReported()
    {
        var docx = Docx(new Paragraph(new Run(new Text("Some words."))));
        for (var at = 0; at < docx.Length; at += Math.Max(1, docx.Length / 80))
        {
            var damaged = docx.ToArray();
            damaged[at] ^= 0x15;
            await Reader.OneAsync("a.docx", damaged);
            await Reader.OneAsync("a.docx", docx[..(at + 1)]);
        }
    }

    private static Paragraph Styled(string style, string text) =>
        new(new ParagraphProperties(new ParagraphStyleId { Val = style }), new Run(new Text(text)));

    private static Paragraph Item(string text) => new(
        new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 })), new Run(new Text(text)));

    private static TableRow Row(params string[] cells) => new(cells.Select(c => new TableCell(new Paragraph(new Run(new Text(c))))));

    private static byte[] Docx(params OpenXmlElement[] content)
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            main.Document = new DocumentFormat.OpenXml.Wordprocessing.Document(new Body(content));
            // As a German Word writes them: ids are translated, names are not.
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "Title" }) { StyleId = "Title", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "heading 2" }) { StyleId = "berschrift2", Type = StyleValues.Paragraph });
            word.PackageProperties.Title = "From the properties";
            word.PackageProperties.Creator = "Ann";
        }

        return stream.ToArray();
    }

    private static byte[] WithBody(string xml)
    {
        using var packed = new MemoryStream();
        packed.Write(Docx(new Paragraph()));
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries.Single(e => e.FullName == "word/document.xml");
            entry.Delete();
            using var part = zip.CreateEntry("word/document.xml").Open();
            part.Write(Encoding.UTF8.GetBytes(xml));
        }

        return packed.ToArray();
    }
}
