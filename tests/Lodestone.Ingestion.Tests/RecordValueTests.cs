namespace Lodestone.Ingestion.Tests;

/// <summary>Values and ids of records as their authors wrote them.</summary>
public sealed class RecordValueTests
{
    [Theory]
    [InlineData("1.10", "t")]
    [InlineData("\"1.10\"", "t")]
    [InlineData("\"12\"", "t")]
    [InlineData("\"true\"", "t")]
    [InlineData("\"-7\"", "t")]
    [InlineData("2031.10", "t")]
    [InlineData("3.0", "t")]
    [InlineData("007", "t")]
    [InlineData("10.", "t")]
    [InlineData("1.2.3", "t")]
    [InlineData("1.1", "n")]
    [InlineData("100", "n")]
    [InlineData("-7", "n")]
    [InlineData("9223372036854775807", "n")]
    [InlineData("9223372036854775808", "t", true)]
    [InlineData("12345678901234567890", "t", true)]
    public async Task ReadAsync_CsvValue_IsTextWhereANumberWouldChangeIt(string written, string kind, bool noted = false)
    {
        var item = await Reader.OneAsync("a.csv", $"id,title,text,v\na,T,first,{written}\n");
        var value = item.Document!.Metadata["v"];
        Assert.Equal(kind == "n" ? MetadataKind.Number : MetadataKind.Text, value.Kind);
        Assert.Equal(written.Trim('"'), value.ToString());
        Assert.Equal(noted ? [ReadNoteKind.NumberKeptAsText] : Array.Empty<ReadNoteKind>(), item.Notes.Select(n => n.Kind));
    }

    [Fact]
    public async Task ReadAsync_NumberFields_AreNumbersHoweverTheyAreWritten()
    {
        var options = new ReadOptions { NumberFields = ["price"] };
        var items = await Reader.AllAsync("a.csv", "title,text,price\nT,a,9.50\nT,b,\"12\"\nT,c,free\n", options);
        Assert.Equal(9.5, items[0].Document!.Metadata["price"].Number);
        Assert.Equal(12, items[1].Document!.Metadata["price"].WholeNumber);
        Assert.Equal(MetadataValue.Of("free"), items[2].Document!.Metadata["price"]);
        Assert.Equal(ReadNoteKind.NumberKeptAsText, Assert.Single(items[2].Notes).Kind);
    }

    [Theory]
    [InlineData("sep=;\nid;text;v\n1;a, b;3\n")]
    [InlineData("sep=;\r\nid;text;v\r\n1;a, b;3\r\n")]
    [InlineData("\"sep=|\"\nid|text|v\n1|a, b|3\n")]
    [InlineData("SEP=\t\nid\ttext\tv\n1\ta, b\t3\n")]
    [InlineData("\uFEFFsep=;\nid;text;v\n1;a, b;3\n")]
    public async Task ReadAsync_SeparatorLine_IsTheDelimiter(string content)
    {
        var item = await Reader.OneAsync("a.csv", content);
        Assert.Equal(("1", "a, b", 3d, 3L), (item.Document!.Id, item.Document.Text, item.Document.Metadata["v"].Number, item.Line!.Value));
    }

    [Fact]
    public async Task ReadAsync_RowWithoutTitle_IsNamedByItsFirstWords()
    {
        var items = await Reader.AllAsync("a.csv",
            $"id,title,text\n1,,Short text.\n2,Own,Text\n3,,{string.Concat(Enumerable.Repeat("word ", 100))}\n4,,{new string('x', 200)}\n5,,\n");
        Assert.Equal(("Short text.", TitleSource.FirstWords), (items[0].Document!.Title, items[0].TitleSource));
        Assert.Equal(("Own", TitleSource.Field), (items[1].Document!.Title, items[1].TitleSource));
        Assert.InRange(items[2].Document!.Title.Length, 60, 80);
        Assert.Equal(80, items[3].Document!.Title.Length);
        Assert.Equal(("", TitleSource.None), (items[4].Document!.Title, items[4].TitleSource));
    }

    [Fact]
    public async Task ReadAsync_CsvFilesWithAnIdInCommon_HaveIdsOfTheirOwn()
    {
        using var files = new TemporaryFiles();
        files.Add("a.csv", "id,title,text\n1,A,a one\n2,A,a two\n");
        files.Add("b.csv", "id,title,text\n2,B,b two\n,B,without\n3,B,b three\n");
        files.Add("c.csv", "id,title,text\n7,C,c seven\n");
        var items = await files.ReadAsync();
        Assert.Equal(["a.csv#1", "a.csv#2", "b.csv#2", "b.csv##3", "b.csv#3", "7"], items.Select(i => i.Document!.Id));
        Assert.Equal([0, 2], items.Index().Where(i => i.Item.Notes.Any(n => n.Kind == ReadNoteKind.IdsScoped)).Select(i => i.Index));
    }

    [Fact]
    public async Task ReadAsync_CsvFilesWithOwnIds_KeepThem()
    {
        using var files = new TemporaryFiles();
        files.Add("a.csv", "id,title,text\n1,A,a one\n1,A,a one again\n");
        files.Add("b.csv", "id,title,text\n2,B,b two\n");
        files.Add("c.jsonl", "{\"id\":\"1\",\"text\":\"c\"}\n");
        Assert.Equal(["1", "1", "2", "1"], (await files.ReadAsync()).Select(i => i.Document!.Id));
    }

    [Theory]
    [InlineData("{\"text\":\"t\",\"\":1,\"a\":2}")]
    [InlineData("{\"text\":\"t\",\"metadata\":{\"\":\"x\"},\"a\":2}")]
    [InlineData("{\"text\":\"t\",\"b\\u0001c\":1,\"a\":2}")]
    public async Task ReadAsync_FieldThatMetadataCannotHold_IsLeftOutWithANote(string line)
    {
        var item = await Reader.OneAsync("a.jsonl", line);
        Assert.Equal(["a", "path"], item.Document!.Metadata.Keys.Order());
        Assert.Null(item.Document.FindProblem());
        Assert.Equal(ReadNoteKind.FieldLeftOut, Assert.Single(item.Notes).Kind);
    }

    [Fact]
    public async Task ReadAsync_FieldsBeyondTheLimits_DoNotCostTheDocument()
    {
        var many = string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"f{i}\":{i}"));
        foreach (var line in new[]
        {
            $"{{\"text\":\"t\",{many}}}",
            $"{{\"text\":\"t\",\"long\":\"{new string('x', 40_000)}\"}}",
            $"{{\"text\":\"t\",\"{new string('n', 300)}\":1}}",
            $"{{\"text\":\"t\",\"list\":[{string.Join(',', Enumerable.Repeat("\"x\"", 10_001))}]}}",
        })
        {
            var item = await Reader.OneAsync("a.jsonl", line);
            Assert.Null(item.Document!.FindProblem());
            Assert.Contains(item.Notes, n => n.Kind == ReadNoteKind.FieldLeftOut);
        }

        var page = await Reader.OneAsync("a.html", $"<html lang='{new string('e', 40_000)}'><p>words");
        Assert.Null(page.Document!.FindProblem());
        Assert.Equal(ReadNoteKind.FieldLeftOut, Assert.Single(page.Notes).Kind);
    }
}
