using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lodestone.Export;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Export;

/// <summary>A file that is imported comes from outside: each line is used or is a problem with its number, and nothing else is lost.</summary>
public sealed class ImportTests
{
    private const int Dimensions = 32;

    private static readonly string Vector = Convert.ToBase64String(new byte[Dimensions * sizeof(float)]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> BadLines => new()
    {
        { "{", ErrorCodes.ExportMalformed },
        { "null", ErrorCodes.ExportMalformed },
        { "[]", ErrorCodes.ExportMalformed },
        { "\"text\"", ErrorCodes.ExportMalformed },
        { "\u0000\u0001", ErrorCodes.ExportMalformed },
        { "{}", ErrorCodes.ExportMalformed },
        { new string('[', 100_000), ErrorCodes.ExportMalformed },
        { Line(remove: "text"), ErrorCodes.ExportMalformed },
        { Line(remove: "passages"), ErrorCodes.ExportMalformed },
        { Line("id", "null"), ErrorCodes.ExportMalformed },
        { Line("text", "7"), ErrorCodes.ExportMalformed },
        { Line().Replace("ab cd", "ab \\ud800", StringComparison.Ordinal), ErrorCodes.ExportMalformed },
        { Line("unknown", "1"), ErrorCodes.ExportMalformed },
        { Line().Replace("{\"id\":", "{\"id\":\"twice\",\"id\":", StringComparison.Ordinal), ErrorCodes.ExportMalformed },
        { Line("metadata", "{\"n\":1e999}"), ErrorCodes.ExportMalformed },
        { Line("metadata", "{\"n\":{\"deep\":1}}"), ErrorCodes.ExportMalformed },
        { Line("metadata", "{\"n\":null}"), ErrorCodes.DocumentInvalid },
        { Line("metadata", "{\"n\":1,\"n\":2}"), ErrorCodes.ExportMalformed },
        { Line("metadata", "{\"\":1}"), ErrorCodes.DocumentInvalid },
        { Line("id", "\"\""), ErrorCodes.DocumentIdInvalid },
        { Line("id", "\"../up\""), ErrorCodes.DocumentIdInvalid },
        { Line("headings", "[{\"start\":5,\"level\":1,\"text\":\"a\"},{\"start\":1,\"level\":1,\"text\":\"b\"}]"), ErrorCodes.DocumentInvalid },
        { Line("headings", "[{\"start\":5}]"), ErrorCodes.DocumentInvalid },
        { Passage("start", "-1"), ErrorCodes.ExportMalformed },
        { Passage("start", "9", "end", "8"), ErrorCodes.ExportMalformed },
        { Passage("end", "12"), ErrorCodes.ExportMalformed },
        { Passage("end", "99999999999"), ErrorCodes.ExportMalformed },
        { Passage("start", "1", "end", "8"), ErrorCodes.ExportMalformed },
        { Passage("heading", "null"), ErrorCodes.ExportMalformed },
        { Passage("input", "\"AAAA\""), ErrorCodes.ExportMalformed },
        { Passage("input", "\"no base64!\""), ErrorCodes.ExportMalformed },
        { Passage("vector", "\"AAAA\""), ErrorCodes.ExportMalformed },
        { Passage("vector", "\"\""), ErrorCodes.ExportMalformed },
        { Passage("vector", "[1,2]"), ErrorCodes.ExportMalformed },
        { Passage("vector", Floats(float.NaN)), ErrorCodes.ExportMalformed },
        { Passage("vector", Floats(float.PositiveInfinity)), ErrorCodes.ExportMalformed },
        { Passage("tokens", "\"gA==\""), ErrorCodes.ExportMalformed },
        { Passage("tokens", "\"/////w8=\""), ErrorCodes.ExportMalformed },
        { Passage("tokens", "\"gICACA==\""), ErrorCodes.ExportMalformed },
        { TwoPassages("0", "0"), ErrorCodes.ExportMalformed },
        { TwoPassages("5", "4"), ErrorCodes.ExportMalformed },
    };

    [Fact]
    public async Task ImportAsync_BadLines_AreProblemsWithTheirNumbers()
    {
        string[] bad = [.. BadLines.Select(row => row.Data.Item1)];
        string[] codes = [.. BadLines.Select(row => row.Data.Item2)];
        // A good line after each bad one, and blank lines between.
        var lines = new List<string> { Header(2 * bad.Length), "" };
        for (var i = 0; i < bad.Length; i++)
            lines.AddRange([bad[i], " \r", Line("id", $"\"good{i}\"")]);
        var (report, documents) = await ImportAsync(string.Join('\n', lines));

        Assert.Equal(Enumerable.Range(0, bad.Length).Select(i => (Line: (long?)(3 + (3 * i)), Code: (string?)codes[i])),
            report.Problems.Select(p => (p.Line, p.Code)));
        Assert.All(report.Problems, p => Assert.Equal("stream", p.Path));
        Assert.Equal(bad.Length, report.Added);
        Assert.Equal(Enumerable.Range(0, bad.Length).Select(i => $"good{i}").Order(StringComparer.Ordinal), documents);
    }

    [Theory]
    [InlineData("", ErrorCodes.ExportMalformed)]
    [InlineData("\n", ErrorCodes.ExportMalformed)]
    [InlineData("{}", ErrorCodes.ExportMalformed)]
    [InlineData("<html>", ErrorCodes.ExportMalformed)]
    [InlineData("{\"_id\":\"a\",\"text\":\"of the other export\"}", ErrorCodes.ExportMalformed)]
    [InlineData("{\"format\":\"lodestone-export\"}", ErrorCodes.ExportMalformed)]
    [InlineData("{\"format\":\"lodestone-export\",\"version\":\"1\"}", ErrorCodes.ExportMalformed)]
    [InlineData("{\"format\":\"lodestone-export\",\"version\":2,\"new\":true}", ErrorCodes.ExportVersionUnknown)]
    [InlineData("{\"format\":\"lodestone-export\",\"version\":0}", ErrorCodes.ExportVersionUnknown)]
    public async Task ImportIntoAsync_NoHeader_IsRefusedAndMakesNoCollection(string header, string code)
    {
        using var folder = new TemporaryFolder();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(header));
        var refused = await Assert.ThrowsAsync<ExportException>(() => Collection.ImportIntoAsync(folder["copy"], stream, cancellationToken: Cancel));
        Assert.Equal(code, refused.Code);
        Assert.False(Directory.Exists(folder["copy"]));
    }

    [Theory]
    [InlineData("documents", "-1")]
    [InlineData("name", "\"\"")]
    [InlineData("name", "\"/etc/model\"")]
    [InlineData("name", "\"..\"")]
    [InlineData("name", "\"a\\u0007\"")]
    [InlineData("checksum", "\"\"")]
    [InlineData("dimensions", "0")]
    [InlineData("dimensions", "2147483647")]
    [InlineData("dimensions", "\"32\"")]
    [InlineData("settings", "\"passages-2\"")]
    [InlineData("settings", "\"passages-1 max=0 whole=0 overlap=0 tokenizer=-\"")]
    [InlineData("settings", "\"passages-1 max=64 whole=0 overlap=64 tokenizer=-\"")]
    [InlineData("embedder", "\"magic\"")]
    [InlineData("embedder", "7")]
    [InlineData("provider", "null")]
    public async Task ImportIntoAsync_HeaderWithAnUnusableField_IsRefusedAndMakesNoCollection(string field, string value)
    {
        using var folder = new TemporaryFolder();
        var header = JsonNode.Parse(Header(0).Replace("embedder:abc", "abc", StringComparison.Ordinal)
            .Replace("generator", "modelFolder", StringComparison.Ordinal))!.AsObject();
        (header.ContainsKey(field) ? header : header["model"]!.AsObject())[field] = JsonNode.Parse(value);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(header.ToJsonString()));
        var refused = await Assert.ThrowsAsync<ExportException>(() => Collection.ImportIntoAsync(folder["copy"], stream, cancellationToken: Cancel));
        Assert.Equal(ErrorCodes.ExportMalformed, refused.Code);
        Assert.False(Directory.Exists(folder["copy"]));
    }

    [Fact]
    public async Task ImportAsync_CutAtAnyPlace_ImportsWhatIsWholeAndSaysSo()
    {
        var whole = string.Join('\n', [Header(3), Line("id", "\"a\""), Line("id", "\"b\""), Line("id", "\"c\"")]);
        var first = whole.IndexOf('\n', StringComparison.Ordinal);
        for (var cut = first; cut < whole.Length; cut += 41)
        {
            var (report, documents) = await ImportAsync(whole[..cut]);
            var expected = whole[..cut].Split('\n').Skip(1).Count(l => l.EndsWith('}'));
            Assert.Equal(expected, documents.Length);
            Assert.NotEmpty(report.Problems);
            Assert.All(report.Problems, p => Assert.True(p.Code is ErrorCodes.ExportIncomplete or ErrorCodes.ExportMalformed));
        }

        Assert.Empty((await ImportAsync(whole)).Report.Problems);
        Assert.Empty((await ImportAsync(whole + "\n")).Report.Problems);
        var more = await ImportAsync(whole + "\n" + Line("id", "\"d\""));
        Assert.Equal((4, ErrorCodes.ExportIncomplete), (more.Documents.Length, Assert.Single(more.Report.Problems).Code));
    }

    [Fact]
    public async Task ImportAsync_OneIdTwice_TheLastWins()
    {
        var (report, documents) = await ImportAsync(string.Join('\n',
            [Header(3), Line("title", "\"first\""), Line("id", "\"other\""), Line("title", "\"last\"")]));
        Assert.Equal((2, 1), (report.Added, report.Superseded));
        Assert.Equal(2, documents.Length);
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task ImportAsync_ManyBadLines_ListsTheFirstAndCountsTheOthers()
    {
        var (report, _) = await ImportAsync(Header(2_500) + string.Concat(Enumerable.Repeat("\n{", 2_500)));
        Assert.Equal(1_001, report.Problems.Count);
        Assert.Contains("1500 more lines", report.Problems[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_TokenIdsOfNoVocabulary_DegradeTheRerankAndSayThatTheStoreIsDamaged()
    {
        using var folder = new TemporaryFolder();
        using var stream = new MemoryStream();
        // Two models of one tokenizer, so that the second reads the ids of the first.
        var options = new CollectionOptions
        {
            BiEncoder = TinyModels.Folder("bert-max-unnormalized"),
            CrossEncoder = TinyModels.Folder("bert-reranker-sigmoid"),
        };
        await using (var original = await Collection.OpenAsync(folder["original"], options, Cancel))
        {
            await original.UpsertAsync([new() { Id = "a", Text = "money is paid back" }], cancellationToken: Cancel);
            await original.ExportAsync(stream, cancellationToken: Cancel);
        }

        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
        var line = JsonNode.Parse(lines[1])!;
        line["passages"]![0]!["tokens"] = Convert.ToBase64String([0xFF, 0xFF, 0xFF, 0x07]);
        using var changed = new MemoryStream(Encoding.UTF8.GetBytes(lines[0] + "\n" + line.ToJsonString()));
        await using var collection = await Collection.OpenAsync(folder["copy"], options, Cancel);
        Assert.Empty((await collection.ImportAsync(changed, cancellationToken: Cancel)).Problems);
        var result = await collection.SearchAsync("money", cancellationToken: Cancel);
        Assert.Equal("a", Assert.Single(result.Hits).DocumentId);
        Assert.Equal(ErrorCodes.StoreDamaged, Assert.Single(result.Trace.Stages, s => s.Failure is not null).FailureCode);
    }

    [Fact]
    public async Task ReadAsync_LinesAroundTheLimit_AreReadOrSkippedWhole()
    {
        const int limit = 100_000;
        string[] lines = ["first", new('x', limit), new('y', limit + 1), "", new('z', 4 * limit), "last", new('w', 3 * limit)];
        foreach (var portion in new[] { 1_000, 65_536, int.MaxValue })
        {
            using var stream = new Portions(Encoding.UTF8.GetBytes(string.Join('\n', lines)), portion);
            var reader = new ExportLines(stream, limit);
            var read = new List<(int Length, bool TooLong)>();
            while (await reader.ReadAsync(Cancel) is { } line)
                read.Add((line.Bytes.Length, line.IsTooLong));
            Assert.Equal([(5, false), (limit, false), (0, true), (0, false), (0, true), (4, false), (0, true)], read);
            Assert.Equal((lines.Length, stream.Length), (reader.Number, reader.BytesRead));
        }
    }

    private static async Task<(IndexingReport Report, string[] Documents)> ImportAsync(string text)
    {
        using var folder = TemporaryFolder.OfMemory();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var report = await Collection.ImportIntoAsync(folder["copy"], stream, cancellationToken: Cancel);
        await using var copy = await Collection.OpenAsync(folder["copy"], cancellationToken: Cancel);
        Assert.Empty((await copy.CheckAsync(cancellationToken: Cancel)).Problems);
        return (report, [.. await copy.ListIdsAsync(cancellationToken: Cancel).ToListAsync(Cancel)]);
    }

    private static string Header(int documents) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"format":"lodestone-export","version":1,"documents":{{{documents}}},"model":{"name":"words","checksum":"embedder:abc","dimensions":32,"settings":"passages-1 max=64 whole=128 overlap=8 tokenizer=-","embedder":"generator","provider":"tests"}}""");

    // The text has 11 characters, of which the pair is at 7 and 8.
    private static string Line() => $$"""
        {"id":"a","title":"","text":"ab cd e\ud83d\ude00fg","headings":[],"metadata":{},"passages":[{"start":0,"end":5,"heading":"","input":"AAAAAAAAAAAAAAAAAAAAAA==","tokens":"","vector":"{{Vector}}"}]}
        """;

    private static string Line(string field, string value) => Changed(line => line[field] = JsonNode.Parse("[" + value + "]")![0]?.DeepClone());

    private static string Line(string remove) => Changed(line => line.Remove(remove));

    private static string Passage(params string[] fields) => Changed(line =>
    {
        for (var i = 0; i < fields.Length; i += 2)
            line["passages"]![0]![fields[i]] = JsonNode.Parse("[" + fields[i + 1] + "]")![0]?.DeepClone();
    });

    private static string TwoPassages(string first, string second) => Changed(line =>
    {
        var passages = line["passages"]!.AsArray();
        passages.Add(passages[0]!.DeepClone());
        (passages[0]!["start"], passages[1]!["start"]) = (JsonNode.Parse(first), JsonNode.Parse(second));
    });

    private static string Changed(Action<JsonObject> change)
    {
        var line = JsonNode.Parse(Line())!.AsObject();
        change(line);
        return line.ToJsonString();
    }

    private static string Floats(float number)
    {
        var floats = new float[Dimensions];
        floats[7] = number;
        return $"\"{Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(floats.AsSpan()))}\"";
    }

    /// <summary>Returns so many bytes at most at a time, as a network does.</summary>
    private sealed class Portions(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
