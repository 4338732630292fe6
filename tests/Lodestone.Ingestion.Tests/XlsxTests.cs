using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

public sealed class XlsxTests
{
    private const string Strings = "<si><t>Name</t></si><si><t>City</t></si><si><r><t>An</t></r><r><t>n</t></r><rPh><t>x</t></rPh></si><si><t>Rome_x000D_</t></si>";

    [Fact]
    public async Task ReadAsync_Workbook_IsADocumentASheetWithHeadersInEveryRow()
    {
        var rows = "<row r='1'><c r='A1' t='inlineStr'><is><t>Customers</t></is></c></row>" +
            "<row r='3'><c r='A3' t='s'><v>0</v></c><c r='C3' t='s'><v>1</v></c></row>" +
            "<row r='4'><c r='A4' t='s'><v>2</v></c><c r='B4'/><c r='C4' t='s'><v>3</v></c><c r='D4'><f>1+1</f><v>2</v></c></row>" +
            "<row r='5'><c r='C5' t='str'><f>x</f><v>Oslo</v></c><c r='E5' t='b'><v>1</v></c><c r='F5'><f>2</f></c></row>";
        var items = await Reader.AllAsync("book.xlsx", Packed.Zip(
            [.. Packed.Xlsx(Strings, "", ("People", rows), ("Empty", ""), ("More", "<row><c><v>0.30000000000000004</v></c><c t='e'><v>#N/A</v></c></row>")),
                .. Packed.Properties("Our book", "Ann")]));
        Assert.Equal(["book.xlsx#People", "book.xlsx#More"], items.Select(i => i.Document!.Id));
        Assert.Equal(
            "Customers\nName\tCity\nName: Ann\tCity: Rome\t2\nCity: Oslo\tTRUE", items[0].Document!.Text);
        Assert.Equal("0.3\t#N/A", items[1].Document!.Text);
        Assert.Equal(("Our book: People", TitleSource.Properties), (items[0].Document!.Title, items[0].TitleSource));
        Assert.Equal(
            [("attachment", false), ("author", true), ("path", true), ("sheet", true)],
            new[] { "attachment", "author", "path", "sheet" }.Select(f => (f, items[0].Document!.Metadata.ContainsKey(f))));
        Assert.Equal(MetadataValue.Of("book.xlsx"), items[0].Document!.Metadata["path"]);
        Assert.Equal(MetadataValue.Of("People"), items[0].Document!.Metadata["sheet"]);
    }

    [Theory]
    [InlineData("14", "45292", "2024-01-01")]
    [InlineData("22", "45292.75", "2024-01-01 18:00")]
    [InlineData("20", "0.5", "12:00")]
    [InlineData("18", "0.5", "12:00 PM")]
    [InlineData("46", "1.5", "36:00:00")]
    [InlineData("9", "0.25", "25%")]
    [InlineData("10", "0.1234", "12.34%")]
    [InlineData("0", "45292", "45292")]
    [InlineData("0", "1E+20", "1E+20")]
    [InlineData("14", "1", "1900-01-01")]
    [InlineData("14", "61", "1900-03-01")]
    [InlineData("14", "-1", "-1")]
    [InlineData("14", "99999999", "99999999")]
    [InlineData("dd/mm/yyyy", "45292", "01/01/2024")]
    [InlineData("[$-409]d mmmm yyyy;@", "45292", "1 January 2024")]
    [InlineData("ddd, d. mmm yy", "45292", "Mon, 1. Jan 24")]
    [InlineData("yyyy\\-mm\\-dd hh:mm:ss.000", "45292.5", "2024-01-01 12:00:00")]
    [InlineData("h \"o'clock\"", "0.25", "6 o'clock")]
    [InlineData("[Red]0.0%", "0.5", "50.0%")]
    [InlineData("#,##0.00 \"days\"", "12.5", "12.5")]
    [InlineData("General", "12.5", "12.5")]
    public async Task ReadAsync_Number_IsShownAsItsCellDoes(string format, string value, string shown)
    {
        var id = int.TryParse(format, out _) ? format : "200";
        var styles = $"<numFmts><numFmt numFmtId='200' formatCode='{format.Replace("'", "&apos;", StringComparison.Ordinal)}'/></numFmts>" +
            $"<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='{id}'/></cellXfs>";
        var item = await Reader.OneAsync("a.xlsx", Packed.Zip(Packed.Xlsx("", styles, ("s", $"<row><c s='1'><v>{value}</v></c></row>"))));
        Assert.Equal(shown, item.Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_DaysFrom1904_AreDatesFromThere()
    {
        var parts = Packed.Xlsx("", "<cellXfs><xf numFmtId='14'/></cellXfs>", ("s", "<row><c s='0'><v>0</v></c></row>"));
        parts[1].Content = parts[1].Content.Replace("<sheets>", "<workbookPr date1904='1'/><sheets>", StringComparison.Ordinal);
        Assert.Equal("1904-01-01", (await Reader.OneAsync("a.xlsx", Packed.Zip(parts))).Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_HiddenSheets_AreReadIfAPersonCanShowThem()
    {
        var parts = Packed.Xlsx("", "", ("a", "<row><c><v>1</v></c></row>"), ("b", "<row><c><v>2</v></c></row>"), ("c", "<row><c><v>3</v></c></row>"));
        parts[1].Content = parts[1].Content.Replace("name='a'", "name='a' state='veryHidden'", StringComparison.Ordinal)
            .Replace("name='b'", "name='b' state='hidden'", StringComparison.Ordinal);
        var items = await Reader.AllAsync("a.xlsx", Packed.Zip(parts));
        Assert.Equal(["a.xlsx#b", "a.xlsx#c"], items.Select(i => i.Document!.Id));
        Assert.Equal([1, 0], items.Select(i => i.Notes.Count(n => n.Kind == ReadNoteKind.PartLeftOut)));
    }

    [Fact]
    public async Task ReadAsync_NamesThatExcelForbids_AreOwnIdsAllTheSame()
    {
        var items = await Reader.AllAsync("a.xlsx", Packed.Zip(Packed.Xlsx("", "",
            ("a/../b", "<row><c><v>1</v></c></row>"), ("A_.._b", "<row><c><v>2</v></c></row>"), ("", "<row><c><v>3</v></c></row>"))));
        Assert.Equal(["a.xlsx#a_.._b", "a.xlsx#A_.._b 2", "a.xlsx#sheet"], items.Select(i => i.Document!.Id));
    }

    [Fact]
    public async Task ReadAsync_WorkbookWithoutValues_HasNoText() => Assert.Equal(
        ReadProblemKind.NoText, (await Reader.OneAsync("a.xlsx", Packed.Zip(Packed.Xlsx("", "", ("s", "<row><c r='A1'/></row>"))))).Problem!.Kind);

    // Each row is its cells, of which '~' is none and '*' before a text is another style; '' is an empty row.
    [Theory]
    [InlineData("second table over numbers", "Name|Age,Ann|30,,City|People,Rome|2800000", "Name\tAge\nName: Ann\tAge: 30\nCity\tPeople\nCity: Rome\tPeople: 2800000")]
    [InlineData("with a title", "Name|Age,Ann|30,,Cities,City|People,Rome|28", "Name\tAge\nName: Ann\tAge: 30\nCities\nCity\tPeople\nCity: Rome\tPeople: 28")]
    [InlineData("styled as the first", "*Name|*Town,Ann|Rome,,*Tool|*Colour,Pen|Blue", "Name\tTown\nName: Ann\tTown: Rome\nTool\tColour\nTool: Pen\tColour: Blue")]
    [InlineData("group of a styled table", "*Name|*Town,Ann|Rome,,Bob|Oslo,Cid|Bern", "Name\tTown\nName: Ann\tTown: Rome\nName: Bob\tTown: Oslo\nName: Cid\tTown: Bern")]
    [InlineData("group with numbers", "Name|Age,Ann|30,,Bob|40", "Name\tAge\nName: Ann\tAge: 30\nName: Bob\tAge: 40")]
    [InlineData("not to be told", "Name|Town,Ann|Rome,,Pen|Blue,Ink|Red", "Name\tTown\nName: Ann\tTown: Rome\nPen\tBlue\nInk\tRed")]
    [InlineData("elsewhere", "Name|Age,Ann|30,,~|~|City|People,~|~|Rome|28", "Name\tAge\nName: Ann\tAge: 30\nCity\tPeople\nCity: Rome\tPeople: 28")]
    [InlineData("note below", "Name|Age,Ann|30,,Taken in May", "Name\tAge\nName: Ann\tAge: 30\nTaken in May")]
    [InlineData("no empty row", "Name|Town,Ann|Rome,South,Bob|Bari", "Name\tTown\nName: Ann\tTown: Rome\nName: South\nName: Bob\tTown: Bari")]
    public async Task ReadAsync_SeveralTablesInASheet_HaveTheirOwnHeaders(string kind, string rows, string expected)
    {
        var xml = string.Concat(rows.Split(',').Select((row, r) => $"<row r='{r + 1}'>" + string.Concat(row.Split('|').Select((cell, c) =>
            cell is "" or "~" ? "" : $"<c r='{(char)('A' + c)}{r + 1}' s='{(cell[0] == '*' ? 1 : 0)}' " + (char.IsDigit(cell[0])
                ? $"><v>{cell}</v></c>"
                : $"t='inlineStr'><is><t>{cell.TrimStart('*')}</t></is></c>"))) + "</row>"));
        var text = (await Reader.OneAsync("a.xlsx", Packed.Zip(Packed.Xlsx("", "<cellXfs><xf/><xf/></cellXfs>", ("s", xml))))).Document!.Text;
        Assert.True(expected == text, $"{kind}: {text}");
    }
}
