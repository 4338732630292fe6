using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

public sealed class EpubTests
{
    private const string Contents = "<!DOCTYPE ncx PUBLIC '-//NISO//DTD ncx 2005-1//EN' 'http://127.0.0.1:1/ncx.dtd'><ncx><navMap>" +
        "<navPoint><navLabel><text>Of Beginnings</text></navLabel><content src='ch%201.xhtml#x'/></navPoint>" +
        "<navPoint><navLabel><text>Of Ends</text></navLabel><content src='ch2.xhtml'/></navPoint></navMap></ncx>";

    [Fact]
    public async Task ReadAsync_Book_IsItsPagesInOrderWithTheTitlesOfItsContents()
    {
        var item = await Reader.OneAsync("book.epub", Packed.Zip(Packed.Epub(Contents,
            ("ch2.xhtml", "<h1>The End</h1><p>Last <a id='x'/>words&#160;here.</p>"), ("ch 1.xhtml", "<p>First <i/>words.</p><aside>A note.</aside>"),
            ("cover.xhtml", "<img src='x.png' alt=''/>"))));
        var document = item.Document!;
        Assert.Equal("The End\n\nLast words here.\n\nOf Beginnings\n\nFirst words.\n\nA note.", document.Text);
        Assert.Equal([(1, "The End"), (1, "Of Beginnings")], document.Headings.Select(h => (h.Level, h.Text)));
        Reader.AssertHeadingsStand(document);
        Assert.Equal(("A Book", TitleSource.Properties), (document.Title, item.TitleSource));
        Assert.Equal((MetadataValue.Of("Ann, Bob"), MetadataValue.Of("en")), (document.Metadata["author"], document.Metadata["language"]));
    }

    [Fact]
    public async Task ReadAsync_NavigationOfEpub3_HasTheTitles()
    {
        var parts = Packed.Epub("<ncx/>", ("a.xhtml", "<p>Words.</p>"));
        parts[2].Content = parts[2].Content.Replace(
            "<manifest>", "<manifest><item id='nav' href='nav.xhtml' properties='nav'/>", StringComparison.Ordinal);
        var item = await Reader.OneAsync("book.epub", Packed.Zip(
            [.. parts, ("OEBPS/nav.xhtml", "<html><body><nav><ol><li><a href='a.xhtml'>The <b>First</b></a></li></ol></nav></body></html>")]));
        Assert.Equal("The First\n\nWords.", item.Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_CopyProtection_IsEncrypted()
    {
        const string encryption = "<encryption><EncryptedData><CipherData><CipherReference URI='{0}'/></CipherData></EncryptedData></encryption>";
        var parts = Packed.Epub(Contents, ("a.xhtml", "<p>Words.</p>"));
        var page = await Reader.OneAsync("book.epub", Packed.Zip([.. parts, ("META-INF/encryption.xml", encryption.Replace("{0}", "OEBPS/a.xhtml", StringComparison.Ordinal))]));
        Assert.Equal(ReadProblemKind.Encrypted, page.Problem!.Kind);
        var font = await Reader.OneAsync("book.epub", Packed.Zip([.. parts, ("META-INF/encryption.xml", encryption.Replace("{0}", "OEBPS/a.ttf", StringComparison.Ordinal))]));
        Assert.Equal("Words.", font.Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_PagesThatAreGoneOrRepeated_AreCountedOrReadOnce()
    {
        var parts = Packed.Epub("<ncx><broken", ("a.xhtml", "<p>Words.</p>"), ("b.xhtml", "<p>More.</p>"));
        parts[2].Content = parts[2].Content.Replace("<itemref idref='p0'/>", string.Concat(Enumerable.Repeat("<itemref idref='p0'/>", 5)), StringComparison.Ordinal);
        var item = await Reader.OneAsync("book.epub", Packed.Zip(parts.Where(p => !p.Name.EndsWith("b.xhtml", StringComparison.Ordinal))));
        Assert.Equal("Words.", item.Document!.Text);
        Assert.Equal(2, item.Notes.Count(n => n.Kind == ReadNoteKind.PartLeftOut));
    }
}
