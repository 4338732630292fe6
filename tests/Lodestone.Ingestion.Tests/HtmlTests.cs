using System.Text;

namespace Lodestone.Ingestion.Tests;

public sealed class HtmlTests
{
    [Fact]
    public async Task ReadAsync_Page_IsItsMainText()
    {
        var item = await Reader.OneAsync("a.html",
            """
            <!doctype html><html lang="en"><head><title>Page - Site</title><meta name="author" content="Ann"><style>p{}</style></head>
            <body><header><a href="/">Logo</a></header><nav>Menu</nav>
            <main><h1>Big   <em>title</em></h1><p>First
              paragraph&nbsp;&amp; more.<br>Next line</p><script>var x;</script>
              <ul><li>one<li>two</ul><h2>Part</h2><table><tr><th>a<th>b<tr><td>1<td>2</table>
              <pre>  code
                more</pre><aside>ad</aside><p hidden>no</p><p aria-hidden="true">no</p></main>
            <footer>Imprint</footer></body></html>
            """);
        var document = item.Document!;
        Assert.Equal("Big title\n\nFirst paragraph & more.\nNext line\n\none\ntwo\n\nPart\n\na\tb\n1\t2\n\n  code\n    more", document.Text);
        Assert.Equal([(1, "Big title"), (2, "Part")], document.Headings.Select(h => (h.Level, h.Text)));
        Reader.AssertHeadingsStand(document);
        Assert.Equal(("Big title", TitleSource.Heading), (document.Title, item.TitleSource));
        Assert.Equal(MetadataValue.Of("en"), document.Metadata["language"]);
        Assert.Equal(MetadataValue.Of("Ann"), document.Metadata["author"]);
    }

    [Theory]
    [InlineData("<title>T</title><p>x</p>", "T", TitleSource.TitleElement)]
    [InlineData("<p>x</p>", "a", TitleSource.FileName)]
    [InlineData("<header><h1>H</h1></header><p>x</p>", "H", TitleSource.Heading)]
    public async Task ReadAsync_Title_IsTheBestThereIs(string html, string title, TitleSource source)
    {
        var item = await Reader.OneAsync("a.html", html);
        Assert.Equal((title, source), (item.Document!.Title, item.TitleSource));
    }

    [Fact]
    public async Task ReadAsync_OnlyBoilerplate_IsReadAllTheSame() =>
        Assert.Equal("Menu", (await Reader.OneAsync("a.html", "<nav>Menu</nav>")).Document!.Text);

    [Fact]
    public async Task ReadAsync_DeclaredCharset_IsUsed()
    {
        var shiftJis = CodePagesEncodingProvider.Instance.GetEncoding("shift_jis")!;
        var item = await Reader.OneAsync("a.html", shiftJis.GetBytes("<html><head><meta charset=\"Shift_JIS\"></head><body>検索</body></html>"));
        Assert.Equal(("検索", "shift_jis"), (item.Document!.Text, item.Encoding));
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p><b id=x>")]
    public async Task ReadAsync_DeepNesting_IsReadUpToALimit(string tag)
    {
        var read = await Reader.OneAsync("a.html", string.Concat(Enumerable.Repeat(tag, 500)) + "words");
        Assert.Equal("words", read.Document!.Text.Trim());
        var refused = await Reader.OneAsync("a.html", string.Concat(Enumerable.Repeat(tag, 1_000_000)) + "words");
        Assert.Equal(ReadProblemKind.TooLarge, refused.Problem!.Kind);
    }
}
