using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class EmbedTests
{
    [Fact]
    public async Task Embed_Texts_GivesALineEach()
    {
        var run = await Cli.RunAsync("embed", "to be", "", "or not", "--bi", Cli.BiEncoder);
        run.Succeeds();
        var lines = Lines(run.Output);
        Assert.Equal(["to be", "", "or not"], lines.Select(l => l.GetProperty("text").GetString()));
        Assert.All(lines, l => Assert.Equal("text embedding", Cli.Names(l)));
        Assert.Single(lines.Select(l => l.GetProperty("embedding").GetArrayLength()).Distinct());
    }

    [Fact]
    public async Task Embed_As_ChoosesThePrompt()
    {
        var document = await Cli.RunAsync("embed", "to be", "--bi", Cli.BiEncoder);
        var query = await Cli.RunAsync("embed", "to be", "--as", "query", "--bi", Cli.BiEncoder);
        Assert.NotEqual(document.Output, query.Output);
    }

    [Fact]
    public async Task Embed_LongText_SaysWhatWasCut()
    {
        var run = await Cli.RunAsync(string.Join(' ', Enumerable.Repeat("be", 2000)), ["embed", "--bi", Cli.BiEncoder]);
        run.Succeeds();
        Assert.True(Lines(run.Output)[0].GetProperty("droppedTokens").GetInt32() > 0);
        Assert.Contains("1 of 1 text did not fit", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embed_ManyLines_GivesTheSameVectorsInNumpyAndJson()
    {
        // More than two blocks, so that memory is used again; blank lines keep their rows.
        var texts = Enumerable.Range(0, 2500).Select(i => i % 100 == 7 ? "" : FormattableString.Invariant($"to be {i}")).ToList();
        using var folder = new TemporaryFolder();
        var file = folder.Write("texts.txt", string.Join('\n', texts) + "\n");
        var json = await Cli.RunAsync("embed", "--file", file, "--bi", Cli.BiEncoder);
        var numpy = await Cli.RunAsync("embed", "--file", file, "--out", folder["v.npy"], "--bi", Cli.BiEncoder, "--json");
        json.Succeeds();
        numpy.Succeeds();
        var lines = Lines(json.Output);
        Assert.Equal(texts, lines.Select(l => l.GetProperty("text").GetString()));
        Assert.Equal("model as file count dimensions truncated", Cli.Names(numpy.Json));

        var (shape, values) = ReadNumpy(folder["v.npy"]);
        var dimensions = numpy.Json.GetProperty("dimensions").GetInt32();
        Assert.Equal(FormattableString.Invariant($"(2500, {dimensions})"), shape);
        Assert.Equal(lines.SelectMany(l => l.GetProperty("embedding").EnumerateArray().Select(v => v.GetSingle())), values);
        Assert.Equal(["texts.txt", "v.npy"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public async Task Embed_LineThatCannotBeRead_LeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("texts.jsonl", string.Concat(Enumerable.Repeat("{\"text\": \"to be\"}\n", 3000)) + "{\"text\": 7}\n");
        var run = await Cli.RunAsync("embed", "--file", file, "--out", folder["v.npy"], "--bi", Cli.BiEncoder);
        run.Refuses(2, "Line 3001");
        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("neither .npy", "embed", "a", "--out", "v.bin")]
    [InlineData("there is no folder", "embed", "a", "--out", "/no/such/folder/v.npy")]
    [InlineData("both", "embed", "a", "--file", "x")]
    public async Task Embed_CallThatCannotBeMeant_IsRefused(string says, params string[] arguments) =>
        (await Cli.RunAsync([.. arguments, "--bi", Cli.BiEncoder])).Refuses(2, says);

    private static List<JsonElement> Lines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cli.Json)];

    private static (string Shape, float[] Values) ReadNumpy(string file)
    {
        var bytes = File.ReadAllBytes(file);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        var length = 10 + BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, length % 64);
        var header = Encoding.ASCII.GetString(bytes, 10, length - 10);
        Assert.StartsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (", header, StringComparison.Ordinal);
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        var shape = header[header.IndexOf('(', StringComparison.Ordinal)..(header.IndexOf(')', StringComparison.Ordinal) + 1)];
        return (shape, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(length)).ToArray());
    }
}
