using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lodestone.Ingestion.Tests;

public sealed class PdfTests
{
    [Fact]
    public async Task ReadAsync_Pages_AreReadInOrderWithTheirBreaks()
    {
        var pdf = Pdf((page, font) =>
        {
            Lines(page, font, 50, 700, "Two-stage retrieval finds candi-", "dates with one model and ranks", "them with another.");
            Lines(page, font, 50, 500, "A second paragraph.");
        }, (_, _) => { }, (page, font) => Lines(page, font, 50, 700, "The last page."));
        var item = await Reader.OneAsync("paper.pdf", pdf);
        var document = item.Document!;
        Assert.Equal("Two-stage retrieval finds candidates with one model and ranks them with another.\n\nA second paragraph.\n\f\f\nThe last page.", document.Text);
        Assert.Equal(MetadataValue.Of(3), document.Metadata["pages"]);
        Assert.Equal(("About retrieval", TitleSource.Properties), (document.Title, item.TitleSource));
        Assert.Equal(ReadNoteKind.PartWithoutText, Assert.Single(item.Notes).Kind);
        Assert.Null(item.Encoding);
    }

    [Fact]
    public async Task ReadAsync_TwoColumns_AreReadOneAfterTheOther()
    {
        var left = Enumerable.Range(1, 12).Select(i => $"left column line {i} of the text").ToArray();
        var right = Enumerable.Range(1, 12).Select(i => $"right column line {i} of the text").ToArray();
        var item = await Reader.OneAsync("a.pdf", Pdf((page, font) =>
        {
            // Written across, line by line, as some programs do.
            for (var i = 0; i < left.Length; i++)
            {
                page.AddText(left[i], 10, new PdfPoint(50, 700 - (i * 12)), font);
                page.AddText(right[i], 10, new PdfPoint(320, 700 - (i * 12)), font);
            }
        }));
        Assert.Equal($"{string.Join(' ', left)}\n\n{string.Join(' ', right)}", item.Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_WithoutTextLayer_IsReported()
    {
        var item = await Reader.OneAsync("scan.pdf", Pdf((_, _) => { }, (_, _) => { }));
        Assert.Equal(ReadProblemKind.NoText, item.Problem!.Kind);
        Assert.Contains("OCR", item.Problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_Encrypted_IsReported()
    {
        var key = string.Concat(Enumerable.Repeat("0a", 32));
        var pdf = PdfFile.Written(
            "/Encrypt 4 0 R/ID[<01><01>]",
            "<</Type/Catalog/Pages 2 0 R>>"u8.ToArray(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>"u8.ToArray(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"u8.ToArray(),
            Encoding.ASCII.GetBytes($"<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>"));
        Assert.Equal(ReadProblemKind.Encrypted, (await Reader.OneAsync("a.pdf", pdf)).Problem!.Kind);
    }

    [Fact]
    public async Task ReadAsync_TruncatedAnywhere_IsReadOrReported()
    {
        var pdf = Pdf((page, font) => Lines(page, font, 50, 700, "Some words."));
        for (var length = 1; length < pdf.Length; length += Math.Max(1, pdf.Length / 60))
            await Reader.OneAsync("a.pdf", pdf[..length]);
    }

    [Fact]
    public async Task ReadAsync_FlippedBytes_AreReadOrReported()
    {
        var pdf = Pdf((page, font) => Lines(page, font, 50, 700, "Some words."));
        for (var at = 5; at < pdf.Length; at += Math.Max(1, pdf.Length / 120))
        {
            var damaged = pdf.ToArray();
            damaged[at] ^= 0x15;
            await Reader.OneAsync("a.pdf", damaged);
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("<</A ")]
    [InlineData("(")]
    public async Task ReadAsync_DeepNesting_IsReadOrReported(string open)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000));
        var pdf = PdfFile.Written("", Encoding.ASCII.GetBytes($"<</Type/Catalog/Pages 2 0 R/X {deep}>>"), "<</Type/Pages/Kids[]/Count 0>>"u8.ToArray());
        Assert.NotNull((await Reader.OneAsync("a.pdf", pdf)).Problem);
    }

    [Fact]
    public async Task ReadAsync_StreamThatUnpacksToGigabytes_IsRefused()
    {
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            var blanks = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++)
                zip.Write(blanks);
        }

        byte[] content =
        [
            .. Encoding.ASCII.GetBytes($"<</Filter/FlateDecode/Length {packed.Length}>>stream\n"), .. packed.ToArray(), .. "\nendstream"u8,
        ];
        var pdf = PdfFile.Written(
            "",
            "<</Type/Catalog/Pages 2 0 R>>"u8.ToArray(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>"u8.ToArray(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"u8.ToArray(),
            content);
        Assert.Equal(ReadProblemKind.TooLarge, (await Reader.OneAsync("a.pdf", pdf)).Problem!.Kind);
    }

    [Fact]
    public async Task ReadAsync_AnotherFileUnderThatName_IsReported() =>
        Assert.Equal(ReadProblemKind.Malformed, (await Reader.OneAsync("a.pdf", "Just text.")).Problem!.Kind);

    private static void Lines(PdfPageBuilder page, PdfDocumentBuilder.AddedFont font, int x, int y, params string[] lines)
    {
        foreach (var line in lines)
        {
            page.AddText(line, 11, new PdfPoint(x, y), font);
            y -= 13;
        }
    }

    private static byte[] Pdf(params Action<PdfPageBuilder, PdfDocumentBuilder.AddedFont>[] pages)
    {
        using var builder = new PdfDocumentBuilder();
        builder.DocumentInformation.Title = "About retrieval";
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var write in pages)
            write(builder.AddPage(PageSize.A4), font);
        return builder.Build();
    }
}
