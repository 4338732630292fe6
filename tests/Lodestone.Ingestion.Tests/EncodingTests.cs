using System.Text;

namespace Lodestone.Ingestion.Tests;

public sealed class EncodingTests
{
    private const string German = "Die Bücher über Prüfungen gehören größtenteils den Schülern, die täglich üben und hören, was schön wäre.";
    private const string Japanese = "これは検索エンジンの試験です。日本語の文章を正しく読めるかどうかを確かめます。漢字とかなが混ざっています。";

    [Theory]
    [InlineData("utf-8", German, true, "utf-8")]
    [InlineData("utf-16", German, true, "utf-16")]
    [InlineData("utf-16BE", German, true, "utf-16BE")]
    [InlineData("utf-32", German, true, "utf-32")]
    [InlineData("utf-16", German, false, "utf-16")]
    [InlineData("utf-16BE", German, false, "utf-16BE")]
    [InlineData("utf-16", "日本語 の文章\nを読む", false, "utf-16")]
    [InlineData("windows-1252", German, false, "windows-1252")]
    [InlineData("shift_jis", Japanese, false, "shift_jis")]
    [InlineData("utf-8", Japanese, false, "utf-8")]
    public async Task ReadAsync_TextFile_IsDecodedAndItsEncodingSaid(string name, string text, bool mark, string found)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var item = await Reader.OneAsync("a.txt", [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
        Assert.Equal(text, item.Document!.Text);
        Assert.Equal(found, item.Encoding);
        Assert.Equal(found != "utf-8", item.Notes.Any(n => n.Kind == ReadNoteKind.Encoding && n.Message.Contains(found, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ReadAsync_OneBadByteInUtf8_IsReplacedNotReadAsAnotherAlphabet()
    {
        var item = await Reader.OneAsync("a.txt", [.. Encoding.UTF8.GetBytes(German + German + German), 0xE9, .. "!"u8]);
        Assert.Equal(German + German + German + "\uFFFD!", item.Document!.Text);
        Assert.Equal([ReadNoteKind.ReplacedCharacters], item.Notes.Select(n => n.Kind));
        Assert.StartsWith("1 character that cannot", item.Notes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_AskedEncoding_IsUsed()
    {
        var options = new ReadOptions { Encoding = CodePagesEncodingProvider.Instance.GetEncoding("windows-1251") };
        var item = await Reader.OneAsync("a.txt", options.Encoding!.GetBytes("Привет"), options);
        Assert.Equal(("Привет", "windows-1251"), (item.Document!.Text, item.Encoding));
    }

    [Theory]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("\uFEFFa", "a")]
    [InlineData(" a \t b ", " a \t b ")]
    public async Task ReadAsync_PlainText_KeepsAllButLineEndsAndMark(string content, string text) =>
        Assert.Equal(text, (await Reader.OneAsync("a.txt", content)).Document!.Text);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \n ")]
    public async Task ReadAsync_NothingToRead_IsReported(string content)
    {
        foreach (var name in FileFormats.ByExtension.Keys.Where(IsRead))
            Assert.Equal(ReadProblemKind.NoText, (await Reader.OneAsync("a" + name, content)).Problem!.Kind);

        // Other formats have a beginning of their own, without which a file of any length is another one.
        bool IsRead(string extension) => content.Length == 0 || FileFormats.ByExtension[extension] is
            FileFormat.Text or FileFormat.Markdown or FileFormat.Html or FileFormat.JsonLines or FileFormat.Csv or FileFormat.Code or FileFormat.Notebook;
    }

    [Fact]
    public async Task ReadAsync_BinaryUnderATextName_IsRefused()
    {
        var png = new byte[4096];
        new Random(7).NextBytes(png);
        byte[] zeros = [.. "GIF89a"u8, .. new byte[100]];
        byte[] controls = [.. Enumerable.Range(0, 500).Select(i => (byte)(1 + (i % 6)))];
        foreach (var content in new[] { png, zeros, controls })
        {
            foreach (var name in new[] { "a.txt", "a.md", "a.html", "a.jsonl", "a.csv" })
                Assert.Equal(ReadProblemKind.Binary, (await Reader.OneAsync(name, content)).Problem!.Kind);
        }
    }

    [Fact]
    public async Task ReadAsync_FileOverTheLimit_IsRefusedNamingIt()
    {
        var problem = (await Reader.OneAsync("a.txt", new string('a', 1001), new ReadOptions { MaxFileBytes = 1000 })).Problem!;
        Assert.Equal(ReadProblemKind.TooLarge, problem.Kind);
        Assert.Contains("1001", problem.Reason, StringComparison.Ordinal);
        Assert.Contains("1000", problem.Reason, StringComparison.Ordinal);
    }
}
