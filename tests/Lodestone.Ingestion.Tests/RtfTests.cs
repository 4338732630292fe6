using System.Text;

namespace Lodestone.Ingestion.Tests;

public sealed class RtfTests
{
    private const string Head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Times;}{\\f1\\fcharset204 Arial;}{\\f2\\fcharset128 Mincho;}" +
        "{\\f3\\fcharset2 Wingdings;}{\\f4\\fcharset2 Symbol;}}{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\ql Normal;}{\\s1\\ql heading 1;}{\\s2\\outlinelevel1 Kapitel;}}" +
        "{\\info{\\title From the properties}{\\author Ann}{\\company x}}";

    [Fact]
    public async Task ReadAsync_Document_IsWhatAReaderSees()
    {
        const string body = "{\\header\\pard page\\par}\\pard\\s1 Annual\r\n report\\par\\pard First {\\b para}graph.{\\*\\generator x}\\par" +
            "{\\pict\\pngblip 89504e47}\\pard\\s2 Numbers\\par\\pard{\\listtext\\u8226 ?\\tab}one\\par{\\listtext\\u8226 ?\\tab}two\\par" +
            "\\pard\\trowd\\intbl a\\par a2\\cell\\cell b\\cell\\row\\trowd\\intbl 1\\cell 2\\cell\\row\\pard" +
            "{\\v hidden}{\\deleted gone}Last\\line line{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt  link}}.\\par}";
        var item = await Reader.OneAsync("a.rtf", Head + body);
        var document = item.Document!;
        Assert.Equal("Annual report\n\nFirst paragraph.\n\nNumbers\n\none\ntwo\n\na a2\t\tb\n1\t2\n\nLast\nline link.", document.Text);
        Assert.Equal([(1, "Annual report"), (2, "Numbers")], document.Headings.Select(h => (h.Level, h.Text)));
        Reader.AssertHeadingsStand(document);
        Assert.Equal(("Annual report", TitleSource.Heading), (document.Title, item.TitleSource));
        Assert.Equal(MetadataValue.Of("Ann"), document.Metadata["author"]);
    }

    [Theory]
    [InlineData("caf\\'e9", "café")]
    [InlineData("a {\\upr{old ?}{\\*\\ud{new \\u960?}}} b", "a new π b")]
    [InlineData("{\\v x}{\\upr{\\b old}{\\*\\ud \\b{n}ew}}{ b}", "new b")]
    [InlineData("{\\*\\x{\\upr{old}{\\*\\ud{new}}}}b", "b")]
    [InlineData("{\\field{\\fldrslt {\\upr{caf?}{\\*\\ud{\\uc1 caf\\u233?}}}}}", "café")]
    [InlineData("\\f1 \\'cf\\'f0\\'e8\\f0 \\'e9", "Приé")]
    [InlineData("{\\f1 \\'cf\\'f0}\\'e9", "Прé")]
    [InlineData("\\f2 \\'93\\'fa\\'96\\'7b", "日本")]
    [InlineData("\\u8217?s", "’s")]
    [InlineData("\\uc2\\u8364\\'80\\'80s", "€s")]
    [InlineData("\\uc0\\u8364\\u8364 s", "€€s")]
    [InlineData("\\u-10179?\\u-8704?", "\U0001F600")]
    [InlineData("\\{a\\}\\\\b\\~c\\_d\\-e", "{a}\\b c-de")]
    [InlineData("a\\emdash b\\rquote c", "a—b’c")]
    [InlineData("a\\bin3 }{}b", "ab")]
    [InlineData("{\\f3 \\'b7}a", "a")]
    [InlineData("TGF-{\\f4 b\\'b3}1{\\f4\\u61537\\'61}", "TGF-β≥1α")]
    [InlineData("{\\f4\\u-3936?\\'de\\'c5\\'e5\\'b7\\'f2}", "€⇒⊕∑∫")]
    [InlineData("{\\upr{ansi}{\\*\\ud unicode}}", "unicode")]
    [InlineData("a{\\*\\unknown{\\b x}y}b", "ab")]
    [InlineData("a}}}b", "ab")]
    public async Task ReadAsync_Characters_AreThoseOfTheirFontOrNumber(string body, string text) =>
        Assert.Equal(text, (await Reader.OneAsync("a.rtf", Encoding.ASCII.GetBytes(Head + body + "}"))).Document!.Text);

    [Fact]
    public async Task ReadAsync_WithoutHeading_TakesTheProperty()
    {
        var item = await Reader.OneAsync("a.rtf", Head + "Words.}");
        Assert.Equal(("From the properties", TitleSource.Properties), (item.Document!.Title, item.TitleSource));
    }

    [Theory]
    [InlineData("Just text.")]
    [InlineData("%PDF-1.4")]
    public async Task ReadAsync_AnotherFileUnderThatName_IsReported(string content) =>
        Assert.Equal(ReadProblemKind.Malformed, (await Reader.OneAsync("a.rtf", content)).Problem!.Kind);
}
