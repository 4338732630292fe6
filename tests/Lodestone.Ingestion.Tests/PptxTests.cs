using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

public sealed class PptxTests
{
    [Fact]
    public async Task ReadAsync_Presentation_IsItsSlidesWithTitlesFirstAndNotesLast()
    {
        var slide = Packed.Shape(null, "Body text") + Packed.Shape("title", "Refunds") + Packed.Shape("sldNum", "7") +
            "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p><a:p><a:r><a:t>a2</a:t></a:r></a:p></a:txBody></a:tc>" +
            "<a:tc/><a:tc><a:txBody><a:p><a:r><a:t>b</a:t></a:r></a:p></a:txBody></a:tc></a:tr>" +
            "<a:tr><a:tc><a:p><a:r><a:t>1</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>" +
            "<p:pic><p:nvPicPr><p:cNvPr id='1' name='x' descr='A chart of sales'/></p:nvPicPr></p:pic>";
        var second = "<p:sp><p:nvSpPr><p:nvPr><p:ph type='ctrTitle'/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Next</a:t></a:r><a:br/>" +
            "<a:r><a:t>steps</a:t></a:r></a:p></p:txBody></p:sp>" + Packed.Shape("body", "One", "Two");
        var item = await Reader.OneAsync("talk.pptx", Packed.Zip(
        [
            .. Packed.Pptx(slide, second),
            ("ppt/slides/_rels/slide0.xml.rels", Packed.Rels(("n", "notesSlide", "../notesSlides/notes.xml"))),
            ("ppt/notesSlides/notes.xml", Packed.Slide(Packed.Shape("body", "Say it slowly.") + Packed.Shape("sldImg", "no"))),
        ]));
        var document = item.Document!;
        Assert.Equal(
            "Refunds\n\nBody text\n\na a2\t\tb\n1\n\nA chart of sales\n\nSay it slowly.\n\f\nNext steps\n\nOne\nTwo", document.Text);
        Assert.Equal([(1, "Refunds"), (1, "Next steps")], document.Headings.Select(h => (h.Level, h.Text)));
        Reader.AssertHeadingsStand(document);
        Assert.Equal(("Refunds", TitleSource.Heading), (document.Title, item.TitleSource));
        Assert.Equal(MetadataValue.Of("Ann"), document.Metadata["author"]);
        Assert.Equal(MetadataValue.Of(2), document.Metadata["slides"]);
    }

    [Fact]
    public async Task ReadAsync_WithoutTitles_TakesTheProperty()
    {
        var item = await Reader.OneAsync("talk.pptx", Packed.Zip(Packed.Pptx(Packed.Shape(null, "Words."))));
        Assert.Equal(("From the properties", TitleSource.Properties), (item.Document!.Title, item.TitleSource));
    }

    [Fact]
    public async Task ReadAsync_SlideThatIsListedTwice_IsReadOnceAndCounted()
    {
        var parts = Packed.Pptx(Packed.Shape(null, "Words."));
        parts[1].Content = "<p:presentation xmlns:p='p' xmlns:r='r'>" +
            string.Concat(Enumerable.Repeat("<p:sldId id='1' r:id='s0'/>", 1_000)) + "<p:sldId r:id='gone'/></p:presentation>";
        var item = await Reader.OneAsync("talk.pptx", Packed.Zip(parts));
        Assert.Equal("Words.", item.Document!.Text);
        Assert.Contains("1000 entries", Assert.Single(item.Notes, n => n.Kind == ReadNoteKind.PartLeftOut).Message, StringComparison.Ordinal);
    }
}
