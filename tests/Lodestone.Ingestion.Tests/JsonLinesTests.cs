using System.Text;
using System.Text.Json;
using CsCheck;

namespace Lodestone.Ingestion.Tests;

public sealed class JsonLinesTests
{
    [Fact]
    public async Task ReadAsync_BeirRecord_IsTakenAsItStands()
    {
        var item = await Reader.OneAsync("corpus.jsonl", """{"_id": "4983", "title": "A title", "text": "Some text.", "metadata": {"year": 1999}}""");
        Assert.Equal("4983", item.Document!.Id);
        Assert.Equal("A title", item.Document.Title);
        Assert.Equal(TitleSource.Field, item.TitleSource);
        Assert.Equal("Some text.", item.Document.Text);
        Assert.Equal(MetadataValue.Of(1999), item.Document.Metadata["year"]);
        Assert.Equal(MetadataValue.Of("corpus.jsonl"), item.Document.Metadata["path"]);
        Assert.Equal("utf-8", item.Encoding);
        Assert.Empty(item.Notes);
    }

    [Fact]
    public async Task ReadAsync_ScalarFields_BecomeTypedMetadata()
    {
        var item = await Reader.OneAsync("a.jsonl",
            """{"id": 7, "text": "t", "s": "x", "n": -1.5, "b": true, "d": "2024-02-29", "m": "2024-02-29T10:00:00+02:00", "l": ["a", "b"], "z": null, "o": {"p": {"q": 1}}, "mixed": [1, "a"], "huge": 1e999, "path": "mine"}""");
        var metadata = item.Document!.Metadata;
        Assert.Equal("7", item.Document.Id);
        Assert.Equal(MetadataValue.Of("x"), metadata["s"]);
        Assert.Equal(MetadataValue.Of(-1.5), metadata["n"]);
        Assert.Equal(MetadataValue.Of(true), metadata["b"]);
        Assert.Equal(MetadataValue.Of(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero)), metadata["d"]);
        Assert.Equal(MetadataValue.Of(new DateTimeOffset(2024, 2, 29, 10, 0, 0, TimeSpan.FromHours(2))), metadata["m"]);
        Assert.Equal(MetadataValue.Of(["a", "b"]), metadata["l"]);
        Assert.Equal(MetadataValue.Of(1), metadata["o.p.q"]);
        Assert.Equal(MetadataValue.Of("mine"), metadata["path"]);
        Assert.Equal(9 - 1, metadata.Count);
        Assert.Equal(2, item.Notes.Count(n => n.Kind == ReadNoteKind.FieldLeftOut));
    }

    [Fact]
    public async Task ReadAsync_ChosenFields_AreIdTitleAndText()
    {
        var options = new ReadOptions { IdField = "key", TitleField = "name", TextFields = ["summary", "body"] };
        var items = await Reader.AllAsync("a.jsonl",
            """
            {"key": "k1", "name": "N", "body": "B", "summary": "S", "id": 3}
            {"key": "k2", "name": "N", "summary": "S"}
            {"id": "no key", "body": "B"}
            {"key": "k4", "text": "not asked for"}
            """, options);
        Assert.Equal(("k1", "N", "S\n\nB"), (items[0].Document!.Id, items[0].Document!.Title, items[0].Document!.Text));
        Assert.Equal(MetadataValue.Of(3), items[0].Document!.Metadata["id"]);
        Assert.Equal("S", items[1].Document!.Text);
        Assert.Equal((3L, ReadProblemKind.UnusableField), (items[2].Problem!.Line!.Value, items[2].Problem!.Kind));
        Assert.Contains("'key'", items[2].Problem!.Reason, StringComparison.Ordinal);
        Assert.Contains("'text'", items[3].Problem!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WithoutId_IsNamedByPathAndLine()
    {
        var items = await Reader.AllAsync("a.jsonl", "{\"text\": \"one\"}\n\n{\"text\": \"three\"}");
        Assert.Equal(["a.jsonl#1", "a.jsonl#3"], items.Select(i => i.Document!.Id));
    }

    [Theory]
    [InlineData("{\"text\": ", ReadProblemKind.Malformed)]
    [InlineData("[1]", ReadProblemKind.Malformed)]
    [InlineData("plain", ReadProblemKind.Malformed)]
    [InlineData("{\"text\": 3}", ReadProblemKind.UnusableField)]
    [InlineData("{\"text\": \"t\", \"_id\": {}}", ReadProblemKind.UnusableField)]
    [InlineData("{\"text\": \"t\", \"_id\": \"\"}", ReadProblemKind.UnusableField)]
    [InlineData("{\"text\": \"t\", \"_id\": \"\\ud800\"}", ReadProblemKind.UnusableField)]
    [InlineData("{}", ReadProblemKind.UnusableField)]
    public async Task ReadAsync_LineThatCannotBeRead_IsReportedAndTheRestGoesOn(string line, ReadProblemKind kind)
    {
        var items = await Reader.AllAsync("a.jsonl", $"{{\"text\": \"first\"}}\r\n{line}\r\n{{\"text\": \"last\"}}");
        Assert.Equal(["first", null, "last"], items.Select(i => i.Document?.Text));
        Assert.Equal((2L, kind, "a.jsonl"), (items[1].Problem!.Line!.Value, items[1].Problem!.Kind, items[1].Problem!.Path));
    }

    [Fact]
    public async Task ReadAsync_Headings_AreTheDocuments()
    {
        var item = await Reader.OneAsync("a.jsonl",
            """{"headings": [{"start": 0, "level": 1, "text": "One"}, {"level": 9, "text": "Two", "start": 11, "more": 1}], "text": "One\r\n\r\na\rb\r\nTwo"}""");
        Assert.Equal("One\n\na\nb\nTwo", item.Document!.Text);
        Assert.Equal([new Heading(0, 1, "One"), new Heading(9, 9, "Two")], item.Document.Headings);
        Reader.AssertHeadingsStand(item.Document);
        Assert.Equal(["path"], item.Document.Metadata.Keys);
        Assert.Empty(item.Notes);
    }

    [Fact]
    public async Task ReadAsync_HeadingsOverSeveralTextFields_CountInWhatTheyAreTogether()
    {
        var options = new ReadOptions { TextFields = ["a", "b"] };
        var item = await Reader.OneAsync("a.jsonl", """{"a": "x", "b": "Two", "headings": [{"start": 3, "level": 2, "text": "Two"}]}""", options);
        Assert.Equal([new Heading(3, 2, "Two")], item.Document!.Headings);
        Reader.AssertHeadingsStand(item.Document);
    }

    [Theory]
    [InlineData("""[{"start": 5, "level": 1, "text": "h"}]""", "number 1")]
    [InlineData("""[{"start": -1, "level": 1, "text": "h"}]""", "-1")]
    [InlineData("""[{"start": 0.5, "level": 1, "text": "h"}]""", "0.5")]
    [InlineData("""[{"start": 0, "level": 0, "text": "h"}]""", "`level` from 1")]
    [InlineData("""[{"start": 0, "level": 1}]""", "`text`")]
    [InlineData("""[{"start": 3, "level": 1, "text": "h"}, {"start": 2, "level": 1, "text": "h"}]""", "from 3")]
    [InlineData("""[{"start": 0, "level": 1, "text": "h"}, 7]""", "number 2 is 7")]
    [InlineData("""[{"level": 2, "title": "another program's"}]""", "`start`")]
    public async Task ReadAsync_HeadingsThatCannotBeMeant_AreLeftOutWithANote(string headings, string says)
    {
        var item = await Reader.OneAsync("a.jsonl", $"{{\"text\": \"text\", \"headings\": {headings}}}");
        Assert.Empty(item.Document!.Headings);
        Assert.Equal((1L, ReadNoteKind.FieldLeftOut), (item.Line!.Value, Assert.Single(item.Notes).Kind));
        Assert.Contains(says, item.Notes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_HeadingsThatAreStrings_AreMetadata()
    {
        var item = await Reader.OneAsync("a.jsonl", """{"text": "text", "headings": ["a", "b"]}""");
        Assert.Equal(MetadataValue.Of(["a", "b"]), item.Document!.Metadata["headings"]);
        Assert.Empty(item.Document.Headings);
    }

    [Fact]
    public async Task ReadAsync_DeepNesting_IsALineThatCannotBeRead()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);
        var items = await Reader.AllAsync("a.jsonl", $"{deep}\n{{\"text\": \"last\"}}");
        Assert.Equal(ReadProblemKind.Malformed, items[0].Problem!.Kind);
        Assert.Equal("last", items[1].Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_HalfASurrogatePair_BecomesAReplacementCharacterWithANote()
    {
        var item = await Reader.OneAsync("a.jsonl", """{"text": "a\ud800b \udc00 \ud83d\ude00 \\ud800 \u0000", "k\udfff": "v"}""");
        Assert.Equal("a\uFFFDb \uFFFD \U0001F600 \\ud800 \uFFFD", item.Document!.Text);
        Assert.True(item.Document.Metadata.ContainsKey("k\uFFFD"));
        Assert.Equal(ReadNoteKind.ReplacedCharacters, Assert.Single(item.Notes).Kind);
    }

    [Theory]
    [InlineData("""{"text": "t", "\ud800": 1, "\udc00": 2}""", "\uFFFD")]
    [InlineData("""{"text": "t", "a": 1, "a": 2}""", "a")]
    [InlineData("""{"text": "t", "a": {"b": 1}, "a.b": 2}""", "a.b")]
    public async Task ReadAsync_NamesThatBecomeOne_KeepTheLastWithANote(string line, string field)
    {
        var item = await Reader.OneAsync("a.jsonl", line);
        Assert.Equal(MetadataValue.Of(2), item.Document!.Metadata[field]);
        Assert.Contains($"'{field}'", Assert.Single(item.Notes, n => n.Kind == ReadNoteKind.FieldLeftOut).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_InvalidUtf8InALine_IsReplacedWithANote()
    {
        byte[] line = [.. "{\"text\": \"caf"u8, 0xE9, .. " \u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\"}"u8];
        var item = await Reader.OneAsync("a.jsonl", line);
        Assert.StartsWith("caf\uFFFD \u00e9", item.Document!.Text, StringComparison.Ordinal);
        Assert.Equal(ReadNoteKind.ReplacedCharacters, Assert.Single(item.Notes).Kind);
    }

    [Fact]
    public async Task ReadAsync_LineSeparatorsWithinText_AreNoLineEnds()
    {
        var item = await Reader.OneAsync("a.jsonl", "{\"text\": \"a\u2028b\u0085c\"}\n");
        Assert.Equal("a\u2028b\u0085c", item.Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_SameIdTwice_PassesBothOn() => Assert.Equal(["x", "x"],
        (await Reader.AllAsync("a.jsonl", "{\"_id\":\"x\",\"text\":\"1\"}\n{\"_id\":\"x\",\"text\":\"2\"}")).Select(i => i.Document!.Id));

    [Fact]
    public async Task ReadAsync_Utf16_IsReadAndSaid()
    {
        var item = await Reader.OneAsync("a.jsonl", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{\"text\": \"größer\"}\n")).ToArray());
        Assert.Equal("größer", item.Document!.Text);
        Assert.Equal("utf-16", item.Encoding);
        Assert.Equal(ReadNoteKind.Encoding, Assert.Single(item.Notes).Kind);
    }

    [Fact]
    public async Task ReadAsync_AnyRecord_ReadsBack()
    {
        var text = Gen.String[Gen.Char[' ', '\uD7FF'], 0, 40];
        var id = Gen.String[Gen.Char['!', '~'], 1, 20].Where(i => new Document { Id = i, Text = "" }.FindProblem() is null);
        await Gen.Select(id, text, text, Gen.Double[-1e9, 1e9], Gen.Bool).Array[1, 5].SampleAsync(async records =>
        {
            var lines = records.Select(r => JsonSerializer.Serialize(new { _id = r.Item1, title = r.Item2, text = r.Item3, n = r.Item4, b = r.Item5 }));
            var read = await Reader.AllAsync("a.jsonl", string.Join('\n', lines));
            return read.Count == records.Length && read.Zip(records).All(p => p.First.Document is { } d && d.Id == p.Second.Item1 &&
                d.Title == p.Second.Item2 && d.Text == p.Second.Item3 &&
                d.Metadata["n"].Equals(MetadataValue.Of(p.Second.Item4)) && d.Metadata["b"].Boolean == p.Second.Item5);
        }, iter: 200);
    }
}
