using CsCheck;

namespace Lodestone.Ingestion.Tests;

public sealed class CsvTests
{
    [Fact]
    public async Task ReadAsync_Rows_AreDocumentsWithTypedMetadata()
    {
        var items = await Reader.AllAsync("a.csv",
            "id,title,text,year,code,open,when,empty\r\n1,First,\"He said \"\"yes\"\", twice.\r\nNew line\",2024,0042,true,2024-05-06,\r\n2,Second,Plain,1.5,12,FALSE,soon,x\r\n");
        Assert.Equal(["1", "2"], items.Select(i => i.Document!.Id));
        var first = items[0].Document!;
        Assert.Equal("He said \"yes\", twice.\nNew line", first.Text);
        Assert.Equal("First", first.Title);
        Assert.Equal(MetadataValue.Of(2024), first.Metadata["year"]);
        Assert.Equal(MetadataValue.Of("0042"), first.Metadata["code"]);
        Assert.Equal(MetadataValue.Of(true), first.Metadata["open"]);
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero), first.Metadata["when"].Date);
        Assert.False(first.Metadata.ContainsKey("empty"));
        Assert.Equal((2L, 4L), (items[0].Line!.Value, items[1].Line!.Value));
        Assert.Equal(MetadataValue.Of(false), items[1].Document!.Metadata["open"]);
    }

    [Theory]
    [InlineData("a.csv", "id,text,n\n1,a; b; c; d,3\n")]
    [InlineData("a.csv", "id;text;n\n1;a; b; c; d;3\n", "a")]
    [InlineData("a.csv", "id\ttext\tn\n1\ta; b; c; d\t3\n")]
    [InlineData("a.csv", "\"id\"|\"text\"|\"n\"\n1|a; b; c; d|3\n")]
    [InlineData("a.tsv", "id\ttext\tn\n1\ta; b; c; d\t3\n")]
    public async Task ReadAsync_Delimiter_IsFoundInTheHeader(string name, string content, string? broken = null)
    {
        var item = Assert.Single(await Reader.AllAsync(name, content));
        if (broken is null)
            Assert.Equal(("a; b; c; d", 3), (item.Document!.Text, item.Document.Metadata["n"].Number));
        else
            Assert.Equal(ReadProblemKind.Malformed, item.Problem!.Kind);
    }

    [Fact]
    public async Task ReadAsync_WrongNumberOfValues_IsReportedAndTheRestGoesOn()
    {
        var items = await Reader.AllAsync("a.csv", "id,text\n1,a\n2,b,c\n\n3,d");
        Assert.Equal(["a", null, "d"], items.Select(i => i.Document?.Text));
        Assert.Equal((3L, ReadProblemKind.Malformed), (items[1].Problem!.Line!.Value, items[1].Problem!.Kind));
    }

    [Theory]
    [InlineData("a.csv", "ID,Title,Text\n7,One,words\n")]
    [InlineData("a.csv", "_Id;TITLE;TEXT;note\n7;One;words;a,b,c,d\n")]
    [InlineData("a.csv", "Id,title,Title,text,Text\n7,One,Two,words,more\n")]
    [InlineData("a.jsonl", "{\"Id\": 7, \"TITLE\": \"One\", \"Text\": \"words\"}")]
    [InlineData("a.jsonl", "{\"ID\": 8, \"id\": 7, \"Title\": \"Two\", \"title\": \"One\", \"Text\": \"more\", \"text\": \"words\"}")]
    public async Task ReadAsync_FieldsInOtherCase_AreThoseMeant(string name, string content)
    {
        var document = (await Reader.OneAsync(name, content)).Document!;
        Assert.Equal(("7", "One", "words"), (document.Id, document.Title, document.Text));
    }

    [Theory]
    [InlineData("a.csv", "id,Text,TEXT\n1,a,b\n")]
    [InlineData("a.jsonl", "{\"Text\": \"a\", \"TEXT\": \"b\"}")]
    public async Task ReadAsync_SeveralFieldsInOtherCase_AreNotChosenFrom(string name, string content)
    {
        var problem = (await Reader.OneAsync(name, content)).Problem!;
        Assert.Equal(ReadProblemKind.UnusableField, problem.Kind);
        Assert.Contains("'TEXT'", problem.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name,body\n1,2\n", ReadProblemKind.UnusableField)]
    [InlineData("text,a,a\n1,2,3\n", ReadProblemKind.Malformed)]
    [InlineData("\n\n", ReadProblemKind.NoText)]
    [InlineData("id,\"text\nnever closed", ReadProblemKind.Malformed)]
    public async Task ReadAsync_HeaderThatCannotBeUsed_RefusesTheFile(string content, ReadProblemKind kind) =>
        Assert.Equal(kind, (await Reader.OneAsync("a.csv", content)).Problem!.Kind);

    [Fact]
    public async Task ReadAsync_QuoteNeverClosed_IsReportedWithItsLine()
    {
        var items = await Reader.AllAsync("a.csv", "id,text\n1,a\n2,\"b\n3,c\n");
        Assert.Equal("a", items[0].Document!.Text);
        Assert.Equal((3L, ReadProblemKind.Malformed), (items[1].Problem!.Line!.Value, items[1].Problem!.Kind));
    }

    [Fact]
    public async Task ReadAsync_RecordOverTheLimit_IsReportedAndTheRestGoesOn()
    {
        var items = await Reader.AllAsync("a.csv", $"id,text\n1,{new string('a', 5000)}\n2,b\n", new ReadOptions { MaxRecordLength = 1000 });
        Assert.Equal(ReadProblemKind.TooLarge, items[0].Problem!.Kind);
        Assert.Equal("b", items[1].Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_StringFields_StayStrings() => Assert.Equal(MetadataValue.Of("12"),
        (await Reader.OneAsync("a.csv", "text,code\na,12\n", new ReadOptions { StringFields = ["code"] })).Document!.Metadata["code"]);

    [Fact]
    public async Task ReadAsync_AnyValues_ReadBack()
    {
        var value = Gen.OneOf(",", "\"", "\n", "\r\n", ";", "a", "b c", " ", "ü", "\"\"", "\t").Array[0, 8].Select(p => string.Concat(p));
        await Gen.Select(value, value, Gen.Bool).Array[1, 6].SampleAsync(async rows =>
        {
            static string Quote(string v, bool always) => always || v.AsSpan().ContainsAny(",\"\r\n") || v.StartsWith(' ')
                ? $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : v;
            var csv = "id,title,text\n" + string.Concat(rows.Select((r, i) => $"{i},{Quote(r.Item1, r.Item3)},{Quote(r.Item2, r.Item3)}\r\n"));
            var read = await Reader.AllAsync("a.csv", csv);
            return read.Count == rows.Length && read.Zip(rows).All(p => p.First.Document is { } d &&
                // A blank title is none, and the first words of the text are the title then.
                (string.IsNullOrWhiteSpace(p.Second.Item1) || d.Title == p.Second.Item1.ReplaceLineEndings("\n")) &&
                d.Text == p.Second.Item2.ReplaceLineEndings("\n"));
        }, iter: 300);
    }
}
