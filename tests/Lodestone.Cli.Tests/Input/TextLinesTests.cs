using System.Text;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;

namespace Lodestone.Cli.Tests.Input;

public sealed class TextLinesTests
{
    [Theory]
    [InlineData("a\nb\n", "a", "b")]
    [InlineData("a\r\nb", "a", "b")]
    [InlineData("\uFEFFa\n\n \nb", "a", "b")]
    [InlineData("a\u2028b\u0085c\n", "a\u2028b\u0085c")]
    [InlineData("[1]\n{\n", "[1]", "{")]
    [InlineData("")]
    [InlineData("\n\n")]
    public async Task Read_PlainLines_BreaksAtLineFeedsOnly(string input, params string[] expected) =>
        Assert.Equal(expected, (await ReadAsync(input)).Select(t => t.Text));

    [Fact]
    public async Task Read_BlankLinesKept_TextIsLine() =>
        Assert.Equal(["", "a", "", "b", ""], (await ReadAsync("\na\n\nb\n\n", keepBlankLines: true)).Select(t => t.Text));

    [Fact]
    public async Task Read_BlankLinesOfJson_AreNoTexts() =>
        Assert.Equal(
            [new InputText("a", "1"), new InputText("")],
            await ReadAsync("\n{\"text\":\"a\",\"id\":1}\n\n{\"text\":\"\"}\n\n", keepBlankLines: true));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(70_000)]
    public async Task Read_AnyPieces_GivesTheSameLines(int piece)
    {
        var texts = Enumerable.Range(1, 40).Select(i => new string((char)('a' + (i % 26)), i * i * 60)).ToList();
        await using var stream = new PiecewiseStream(Encoding.UTF8.GetBytes(string.Join("\r\n", texts)), piece);
        Assert.Equal(texts, (await ReadAsync(stream)).Select(t => t.Text));
    }

    [Fact]
    public async Task Read_LineOverTheLimit_IsNamed()
    {
        var longest = new string('a', LineSplitter.MaxBytes);
        Assert.Equal(2, (await ReadAsync($"b\n{longest}\n")).Count);
        var refused = await Assert.ThrowsAsync<UsageException>(() => ReadAsync($"b\n{longest}a\n"));
        Assert.Contains("Line 2 of the test is longer than 4 MiB", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UsageException>(() => ReadAsync($"b\n{longest}{longest}"));
    }

    [Fact]
    public async Task Read_Utf16_IsNamed()
    {
        await using var stream = new MemoryStream([0xFF, 0xFE, (byte)'a', 0]);
        Assert.Contains("UTF-16", (await Assert.ThrowsAsync<UsageException>(() => ReadAsync(stream))).Message, StringComparison.Ordinal);
    }

    private static async Task<List<InputText>> ReadAsync(string input, bool keepBlankLines = false)
    {
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));
        return await ReadAsync(stream, keepBlankLines);
    }

    private static async Task<List<InputText>> ReadAsync(Stream stream, bool keepBlankLines = false)
    {
        var texts = new List<InputText>();
        var lines = new TextLines(new LineSplitter(stream, "the test"), InputFormat.Auto, keepBlankLines);
        await foreach (var text in lines.ReadAsync(TestContext.Current.CancellationToken))
            texts.Add(text);
        return texts;
    }
}
