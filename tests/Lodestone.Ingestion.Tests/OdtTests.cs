using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

public sealed class OdtTests
{
    [Fact]
    public async Task ReadAsync_Document_IsWhatAReaderSees()
    {
        const string body = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>" +
            "<text:p text:style-name='P1'>Annual report</text:p><text:p>First<text:s text:c='3'/><text:span>para</text:span>graph." +
            "<office:annotation><text:p>comment</text:p></office:annotation><text:note><text:note-citation>1</text:note-citation>" +
            "<text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p><text:h text:outline-level='2'>Numbers</text:h>" +
            "<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>" +
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>a2</text:p></table:table-cell><table:table-cell/>" +
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>1</text:p>" +
            "</table:table-cell></table:table-row></table:table><text:p>Last<text:line-break/>line<text:p/></text:p>";
        var item = await Reader.OneAsync("report.odt", Packed.Zip(Packed.Odt(body)));
        var document = item.Document!;
        Assert.Equal("Annual report\n\nFirst paragraph.1 A note.\n\nNumbers\n\none\ntwo\n\na a2\t\tb\n1\n\nLast\nline", document.Text);
        Assert.Equal([(1, "Annual report"), (2, "Numbers")], document.Headings.Select(h => (h.Level, h.Text)));
        Reader.AssertHeadingsStand(document);
        Assert.Equal(("Annual report", TitleSource.Heading), (document.Title, item.TitleSource));
        Assert.Equal((MetadataValue.Of("Ann"), MetadataValue.Of("de")), (document.Metadata["author"], document.Metadata["language"]));
    }

    [Fact]
    public async Task ReadAsync_WithoutHeading_TakesTheProperty()
    {
        var item = await Reader.OneAsync("a.odt", Packed.Zip(Packed.Odt("<text:p>Words.</text:p>")));
        Assert.Equal(("From the properties", TitleSource.Properties), (item.Document!.Title, item.TitleSource));
    }

    [Fact]
    public async Task ReadAsync_Password_IsEncrypted()
    {
        var parts = Packed.Odt("<text:p>Words.</text:p>");
        parts[^1].Content = parts[^1].Content.Replace("'/>", "'><manifest:encryption-data/></manifest:file-entry>", StringComparison.Ordinal);
        Assert.Equal(ReadProblemKind.Encrypted, (await Reader.OneAsync("a.odt", Packed.Zip(parts))).Problem!.Kind);
    }

    [Fact]
    public async Task ReadAsync_Spreadsheet_IsNamedAsSuch()
    {
        var problem = (await Reader.OneAsync(
            "a.odt", Packed.Zip(Packed.Odt("<text:p>x</text:p>", "application/vnd.oasis.opendocument.spreadsheet")))).Problem!;
        Assert.Equal(ReadProblemKind.Malformed, problem.Kind);
        Assert.Contains("opendocument.spreadsheet", problem.Reason, StringComparison.Ordinal);
    }
}
