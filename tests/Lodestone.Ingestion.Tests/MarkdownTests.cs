namespace Lodestone.Ingestion.Tests;

public sealed class MarkdownTests
{
    [Fact]
    public async Task ReadAsync_Page_IsWhatAReaderSees()
    {
        var item = await Reader.OneAsync("guides/Setup.md",
            """
            # Set *up* `lodestone`

            A [link](https://example.org/x) and **bold**
            text with an ![image](x.png).

            - one
            - two

            ## Options

            | name | value |
            |------|-------|
            | top  | 10    |

            ```csharp
            var a = 1;
              var b = 2;
            ```
            <details><summary>More</summary>Hidden <b>words</b></details>
            """);
        var document = item.Document!;
        Assert.Equal(
            "Set up lodestone\n\nA link and bold text with an image.\n\none\ntwo\n\nOptions\n\nname\tvalue\ntop\t10\n\nvar a = 1;\n  var b = 2;\n\nMore\nHidden words",
            document.Text);
        Assert.Equal([(1, "Set up lodestone"), (2, "Options")], document.Headings.Select(h => (h.Level, h.Text)));
        Reader.AssertHeadingsStand(document);
        Assert.Equal(("Setup.md", "Set up lodestone", TitleSource.Heading), (document.Id, document.Title, item.TitleSource));
    }

    [Fact]
    public async Task ReadAsync_FrontMatter_IsTitleAndMetadata()
    {
        var item = await Reader.OneAsync("a.md",
            """
            ---
            # a comment
            title: "Plans: \"all\" of them"   # why
            year: 2024
            code: '007'
            draft: false
            date: 2024-01-02
            tags: [a, "b, c"]
            authors:
              - Ann
              - 'Bob'
            nested:
              a: 1
            folded: >
              words
            url: https://example.org
            ---
            Body.
            """);
        var metadata = item.Document!.Metadata;
        Assert.Equal(("Plans: \"all\" of them", TitleSource.FrontMatter), (item.Document.Title, item.TitleSource));
        Assert.Equal("Body.", item.Document.Text);
        Assert.Equal(MetadataValue.Of(2024), metadata["year"]);
        Assert.Equal(MetadataValue.Of("007"), metadata["code"]);
        Assert.Equal(MetadataValue.Of(false), metadata["draft"]);
        Assert.Equal(MetadataKind.Date, metadata["date"].Kind);
        Assert.Equal(MetadataValue.Of(["a", "b, c"]), metadata["tags"]);
        Assert.Equal(MetadataValue.Of(["Ann", "Bob"]), metadata["authors"]);
        Assert.Equal(MetadataValue.Of("https://example.org"), metadata["url"]);
        Assert.Equal(MetadataValue.Of("words"), metadata["folded"]);
        Assert.Equal(["'nested'"], item.Notes.Select(n => n.Message.Split(' ')[3]));
    }

    [Fact]
    public async Task ReadAsync_WithoutTitle_IsNamedByItsFile()
    {
        var item = await Reader.OneAsync("release notes.md", "## Only a section\n\ntext");
        Assert.Equal(("release notes", TitleSource.FileName), (item.Document!.Title, item.TitleSource));
    }

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("*a **b ")]
    [InlineData("<div>")]
    public async Task ReadAsync_DeepNesting_IsReadOrReported(string mark) =>
        await Reader.OneAsync("a.md", string.Concat(Enumerable.Repeat(mark, 20_000)) + "words");

    [Fact]
    public async Task ReadAsync_ManyListMarksOnALine_AreRefusedAtOnce() => Assert.Equal(ReadProblemKind.TooLarge,
        (await Reader.OneAsync("a.md", string.Concat(Enumerable.Repeat("- ", 10_000_000)) + "words")).Problem!.Kind);
}
