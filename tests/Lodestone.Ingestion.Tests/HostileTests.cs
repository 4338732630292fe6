using System.IO.Compression;
using System.Text;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Html;
using Lodestone.Ingestion.Readers.Markdown;

// The reader of these tests passes the test's token on, which the analyzer cannot see.
#pragma warning disable xUnit1069

namespace Lodestone.Ingestion.Tests;

/// <summary>A file that costs its parser more than its length is a problem of that file, by what it holds and not by a clock.</summary>
public sealed class HostileTests
{
    // Far above what any of these takes; one that is not bounded takes minutes to hours.
    private const int Hang = 180_000;

    public static TheoryData<string, string> Costly { get; } = new()
    {
        { "a.md", Many("[a](", 50_000) },
        { "a.md", Many("[a](b (", 50_000) },
        { "a.md", Many("[a](<b", 400_000) },
        { "a.md", Many("[", 3_000_000) },
        { "a.md", Many("![a][", 100_000) },
        { "a.md", Many(Many("*a ", 3_999) + "\n\n", 400) },
        { "a.md", Many(Many("[", 3_000) + Many("]", 3_000) + "\n\n", 400) },
        { "a.md", Many("~~a ", 100_000) },
        { "a.md", Many("a <!-- ", 400_000) },
        { "a.md", Many("a <? ", 400_000) },
        { "a.md", Many("a <![CDATA[ ", 400_000) },
        { "a.md", Backticks(3_000) },
        { "a.md", Many("https://a.b ", 100_000) },
        { "a.md", Numbered("[{0}]: b\n", 100_000) },
        { "a.md", "a[^1]\n\n" + Numbered("[^{0}]: b\n", 100_000) },
        { "a.md", Many("> ", 100_000) },
        { "a.md", Many("+ ", 100_000) + "a" },
        { "a.md", NestedList(1_000) },
        { "a.md", Many("a *b* ", 1_000_000) },
        { "a.md", Many("a\n\n", 2_000_000) },
        { "a.md", Many("<p><b class=x></p>\n\n", 100) + Many("<b><i>", 50_000) },
        { "a.html", Many("<div>", 100_000) },
        { "a.html", "<svg>" + Many("<a></b>", 100_000) },
        { "a.html", Many("<div></b>", 100_000) },
        { "a.html", Many("<div><table></div></table>", 100_000) },
        { "a.html", Many("<x><div></x></div>", 100_000) },
        { "a.html", Numbered("<p><b class={0}>a</p>", 5_000) },
        { "a.html", Numbered("<p><b class={0}></p><p>a</p>", 5_000) },
        { "a.html", Many("<svg><g>", 100_000) },
        { "a.html", Many("<table><tr><td>", 100_000) },
        { "a.html", Many("<template>", 100_000) },
        { "a.html", Many("<select><button>", 100_000) },
        { "a.html", "<a " + Numbered("b{0}=c ", 200_000) + ">x" },
        { "a.html", Many("<br>", 3_000_000) },
        { "a.html", Many("<body a=b>", 3_000_000) },
        { "a.html", Many("<div>", 1_900) + Many("<i></i>", 240_000) },
    };

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Costly), DisableDiscoveryEnumeration = true)]
    public async Task ReadAsync_CostlyFile_IsItsOwnProblemAndTheRestIsRead(string name, string content)
    {
        using var files = new TemporaryFiles();
        files.Add(name, content);
        files.Add("z.md", "# Good\n\nwords");
        var items = await files.ReadAsync();
        var problem = items[0].Problem!;
        Assert.Equal((name, ReadProblemKind.TooLarge), (problem.Path, problem.Kind));
        Assert.Matches("[0-9]{3}", problem.Reason);
        Assert.Equal("Good\n\nwords", items[1].Document!.Text);
    }

    public static TheoryData<string, string> Ample { get; } = new()
    {
        { "a.md", Many("[words](https://example.org/page \"title\") ", 20_000) },
        { "a.md", Many("- [words](https://example.org/page)\n", 20_000) },
        { "a.md", Many("https://example.org/page\n", 20_000) + "words" },
        { "a.md", Numbered("[{0}]: https://example.org/page\n", 20_000) + "\nwords" },
        { "a.md", Many("Some *words* in `code` and **bold** _text_ & more <b>here</b>.\n\n", 20_000) },
        { "a.md", Many("<a\t", 200_000) + "words" },
        { "a.md", "|a|b|\n|-|-|\n" + Many("|words|*more*|\n", 1_000) },
        { "a.md", Many("> ", MarkdownBounds.MaxNesting - 5) + "words" },
        { "a.md", Many("*a ", MarkdownBounds.MaxOpen - 5) + "words" },
        { "a.html", Many("<div>", HtmlBounds.MaxOpen - 10) + "words" },
        { "a.html", "<a " + Numbered("b{0}=c ", HtmlBounds.MaxAttributes - 1) + ">words" },
        { "a.html", Many("<div class=\"a b\"><p>Some words <b>in bold</b><p>and <a href=\"/x\">more</a></div>\n", 25_000) },
        { "a.html", "<table>" + Many("<tr><td>words<td>more", 50_000) + "</table>" },
        { "a.html", "<ul>" + Many("<li>words", 100_000) + "</ul>" },
        { "a.html", Many("<p><b>words\n", 20_000) },
        { "a.html", "<table>" + Numbered("<tr><td><font color={0}>words</td>\n", 20_000) + "</table>" },
    };

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Ample), DisableDiscoveryEnumeration = true)]
    public async Task ReadAsync_AmpleFile_IsRead(string name, string content)
    {
        var item = await Reader.OneAsync(name, content);
        Assert.Null(item.Problem);
        Assert.Contains("words", item.Document!.Text, StringComparison.Ordinal);
    }

    [Theory(Timeout = Hang)]
    [InlineData("> ", MarkdownBounds.MaxNesting)]
    [InlineData("*a ", MarkdownBounds.MaxOpen)]
    public async Task ReadAsync_MarkdownAroundItsBound_IsReadUpToIt(string mark, int most)
    {
        // The paragraph is a level of its own to the library.
        Assert.NotNull((await Reader.OneAsync("a.md", Many(mark, most - 2) + "words")).Document);
        Assert.Equal(ReadProblemKind.TooLarge, (await Reader.OneAsync("a.md", Many(mark, most + 2) + "words")).Problem!.Kind);
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_LongNameBeforeManyFields_IsAProblemOfThatLine()
    {
        var many = Numbered("\"{0}\":1,", 100_000);
        var items = await Reader.AllAsync("a.jsonl",
            "{\"text\":\"a\",\"" + new string('k', 1_000_000) + "\":{" + many + "\"z\":1}}\n{\"text\":\"words\"}\n");
        Assert.Equal((1L, ReadProblemKind.TooLarge), (items[0].Problem!.Line!.Value, items[0].Problem!.Kind));
        Assert.Equal("words", items[1].Document!.Text);
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_HeadingsOftenInARecord_AreTakenOnce()
    {
        var often = Many("\"headings\":[{\"start\":0,\"level\":1,\"text\":\"w\"}],", 200_000);
        var item = await Reader.OneAsync("a.jsonl", "{" + often + "\"text\":\"" + new string('w', 4_000_000) + "\"}");
        Assert.Single(item.Document!.Headings);
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_QuotesInAListOfFrontMatter_CostTheirLength()
    {
        var item = await Reader.OneAsync("a.md", "---\ntags: [a" + Many("\"", 2_000_000) + "]\n---\nwords");
        Assert.Equal("words", item.Document!.Text);
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_ArchiveOfManyEntries_IsRefusedByTheirNumber()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i <= ArchiveCheck.MaxEntries; i++)
                zip.CreateEntry(FormattableString.Invariant($"{i}.xml"));
        }

        var problem = (await Reader.OneAsync("a.docx", packed.ToArray())).Problem!;
        Assert.Equal(ReadProblemKind.TooLarge, problem.Kind);
        Assert.Contains("10001", problem.Reason, StringComparison.Ordinal);
    }

    [Theory(Timeout = Hang)]
    [InlineData("md", "> ", MarkdownBounds.MaxNesting - 5)]
    [InlineData("md", "+ ", MarkdownBounds.MaxNesting - 5)]
    [InlineData("md", "[", MarkdownBounds.MaxOpen - 5)]
    [InlineData("md", "*a **b ", (MarkdownBounds.MaxOpen / 2) - 5)]
    [InlineData("md", "a|", MarkdownBounds.MaxOpen - 5)]
    [InlineData("html", "<div>", HtmlBounds.MaxOpen - 10)]
    [InlineData("html", "<b><i>", (HtmlBounds.MaxOpen / 2) - 10)]
    [InlineData("html", "<svg><g>", (HtmlBounds.MaxOpen / 2) - 10)]
    [InlineData("html", "<template>", HtmlBounds.MaxOpen - 10)]
    public async Task Extract_AtABound_FitsTheSmallestStackOfASystem(string format, string mark, int count)
    {
        // musl gives a thread 128 KB, which .NET raises to 1.5 MB; Windows gives 1 MB to a process's first and to every other one.
        const int smallest = 1024 * 1024;
        var ended = new TaskCompletionSource<bool>();
        new Thread(() => ended.SetResult(IsRead(format, Many(mark, count) + "words")), smallest).Start();
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    // Read or refused: this test is about the stack, whose overflow ends the process.
    private static bool IsRead(string format, string content)
    {
        try
        {
            _ = format == "md"
                ? MarkdownExtractor.Extract(content, new ReadOptions(), CancellationToken.None)
                : HtmlExtractor.Extract(content, CancellationToken.None);
            return true;
        }
        catch (Exception refused) when (refused is UnreadableException or ArgumentException)
        {
            return false;
        }
    }

    private static string Many(string part, int count) => new StringBuilder(part.Length * count).Insert(0, part, count).ToString();

    private static string Numbered(string part, int count)
    {
        var all = new StringBuilder();
        for (var i = 0; i < count; i++)
            all.Append(part.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return all.ToString();
    }

    // No run of backticks is as long as another.
    private static string Backticks(int count)
    {
        var all = new StringBuilder();
        for (var i = 1; i <= count; i++)
            all.Append('a').Append('`', i);
        return all.ToString();
    }

    private static string NestedList(int depth)
    {
        var all = new StringBuilder();
        for (var i = 0; i < depth; i++)
            all.Append(' ', 2 * i).Append("- a\n");
        return all.ToString();
    }
}
