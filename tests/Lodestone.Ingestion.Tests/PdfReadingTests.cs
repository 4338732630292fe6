using System.Text;

namespace Lodestone.Ingestion.Tests;

/// <summary>PDFs as people have them: the text that a person reads, in the order in which it is read.</summary>
public sealed class PdfReadingTests
{
    [Theory]
    [InlineData(13)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(20)]
    public async Task ReadAsync_ShortLines_KeepTheirOrder(int leading)
    {
        string[] lines = ["Fee", "1 EUR", "2 EUR", "3 EUR", "4 EUR", "5 EUR"];
        var content = string.Concat(lines.Select((l, i) => PdfFile.At(60, 780 - (leading * i), l)));
        Assert.Equal("Fee 1 EUR 2 EUR 3 EUR 4 EUR 5 EUR", await TextAsync(PdfFile.Page(content)));
    }

    [Fact]
    public async Task ReadAsync_RandomPagesOfShortLines_KeepTheirOrder()
    {
        var random = new Random(7);
        for (var page = 0; page < 100; page++)
        {
            var words = Enumerable.Range(0, 4 + random.Next(12)).Select(i => $"{(char)('a' + random.Next(26))}{i}").ToArray();
            var (leading, size) = (12 + random.Next(8), 9 + random.Next(3));
            var content = string.Concat(words.Select((w, i) => PdfFile.At(60, 780 - (leading * i), w, size)));
            Assert.Equal(string.Join(' ', words), await TextAsync(PdfFile.Page(content)));
        }
    }

    [Theory]
    [InlineData(14, 300)]
    [InlineData(12, 300)]
    [InlineData(20, 200)]
    [InlineData(13, 450)]
    public async Task ReadAsync_PriceList_KeepsTheCellsOfARowTogether(int leading, int column)
    {
        string[] names = ["Dinghy", "Yacht", "Barge", "Ferry", "Tanker"];
        var content = PdfFile.At(60, 760, "Fees per night", 14) + string.Concat(names.Select((n, i) =>
            PdfFile.At(60, 730 - (leading * i), n) + PdfFile.At(column, 730 - (leading * i), $"{i + 1} EUR")));
        var text = await TextAsync(PdfFile.Page(content));
        Assert.EndsWith("Dinghy\t1 EUR\nYacht\t2 EUR\nBarge\t3 EUR\nFerry\t4 EUR\nTanker\t5 EUR", text, StringComparison.Ordinal);
        Assert.StartsWith("Fees per night\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_TableWrittenByColumns_IsReadByRows()
    {
        var content = new StringBuilder();
        for (var column = 0; column < 4; column++)
        {
            for (var row = 0; row < 6; row++)
                content.Append(PdfFile.At(60 + (110 * column), 700 - (15 * row), $"c{column}r{row}"));
        }

        var rows = Enumerable.Range(0, 6).Select(r => string.Join('\t', Enumerable.Range(0, 4).Select(c => $"c{c}r{r}")));
        Assert.Equal(string.Join('\n', rows), await TextAsync(PdfFile.Page(content.ToString())));
    }

    // Columns of ten lines each, the second and third a little lower.
    private static string Columns(string name, int count, int top) => string.Concat(Enumerable.Range(0, count).SelectMany(c =>
        Enumerable.Range(0, 10).Select(l => PdfFile.At(
            40 + (540 / count * c), top - (13 * l) - (2 * c), $"{name} {c} of line {l} has words here"[..(count == 3 ? 24 : 28)], 10))));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReadAsync_LineBelowColumns_IsReadAfterThem(int columns)
    {
        var text = await TextAsync(PdfFile.Page(Columns("top", columns, 780) + PdfFile.At(40, 625, "Printed by the office.", 10)));
        Assert.Matches($"top {columns - 1} of line 9[^.]*\\s+Printed by the office\\.$", text);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReadAsync_HeadingBetweenColumns_IsReadBetweenThem(int columns)
    {
        var text = await TextAsync(PdfFile.Page(
            Columns("top", columns, 780) + PdfFile.At(40, 620, "Second part", 14) + Columns("end", columns, 595)));
        Assert.Matches($"(?s)top {columns - 1} of line 9.*Second part.*end 0 of line 0.*end {columns - 1} of line 0", text);
    }

    [Fact]
    public async Task ReadAsync_HeadingAboveTheMiddleColumn_IsReadFirst() => Assert.StartsWith(
        "Harbour news", await TextAsync(PdfFile.Page(PdfFile.At(230, 805, "Harbour news", 12) + Columns("top", 3, 780))), StringComparison.Ordinal);

    [Theory]
    [InlineData(10)]
    [InlineData(5)]
    public async Task ReadAsync_HeadingBesideAPicture_IsPartOfItsColumn(int lines)
    {
        var left = string.Concat(Enumerable.Range(0, 30).Where(l => l is not (10 or 12)).Select(l => PdfFile.At(
            40, 780 - (13 * l), l == 11 ? "Second part" : $"left of line {l} has words", 10)));
        // The picture takes the place of some lines of the right column.
        var right = string.Concat(Enumerable.Range(0, 30).Where(l => l < 11 - lines + 2 || l > 13).Select(l => PdfFile.At(
            310, 780 - (13 * l), $"right of line {l} has words", 10)));
        var text = await TextAsync(PdfFile.Page(left + right));
        Assert.Matches("(?s)left of line 9.*Second part.*left of line 29.*right of line 0.*right of line 29", text);
    }

    [Fact]
    public async Task ReadAsync_LongerColumn_IsReadToItsEnd()
    {
        var left = string.Concat(Enumerable.Range(0, 30).Select(l => PdfFile.At(
            40, 780 - (13 * l) - (9 * (l / 5)), $"left of line {l} has words", 10)));
        var right = string.Concat(Enumerable.Range(0, 14).Select(l => PdfFile.At(310, 780 - (13 * l), $"right of line {l} has words", 10)));
        Assert.Matches("(?s)left of line 29.*right of line 0", await TextAsync(PdfFile.Page(left + right)));
    }

    [Fact]
    public async Task ReadAsync_LinesBesideButNotAtOneHeight_AreReadFromTopToBottom()
    {
        const string line = "The first line of the text goes from one margin of the page to the other one, as all of its lines do.";
        var title = PdfFile.At(260, 800, "Ropes and care", 14) + PdfFile.At(270, 780, "B. Ropemaker");
        Assert.Matches("(?s)^Ropes and care.*B. Ropemaker.*1. Materials.*The first line", await TextAsync(PdfFile.Page(
            title + PdfFile.At(40, 750, "1. Materials") + PdfFile.At(40, 730, line) + PdfFile.At(40, 717, line))));
        Assert.Matches("(?s)^Port office.*Quay 1.*Ann Mariner.*Lane 7.*The first line", await TextAsync(PdfFile.Page(
            PdfFile.At(420, 800, "Port office") + PdfFile.At(420, 787, "Quay 1") + PdfFile.At(40, 760, "Ann Mariner") +
            PdfFile.At(40, 747, "Lane 7") + PdfFile.At(40, 700, line) + PdfFile.At(40, 687, line))));
    }

    [Theory]
    [InlineData("3", "Use of ropes")]
    [InlineData("2.1", "Hemp")]
    [InlineData("A", "Tables of knots")]
    public async Task ReadAsync_NumberOfAHeading_IsPartOfIt(string number, string heading)
    {
        var x = 40 + (number.Sum(c => c == '.' ? 0.278 : c == 'A' ? 0.667 : 0.556) * 12) + (12 * 1.15);
        const string line = "The first line of the text goes from one margin of the page to the other one, as all of its lines do.";
        Assert.StartsWith($"{number} {heading} The", await TextAsync(PdfFile.Page(
            PdfFile.At(40, 750, number, 12) + PdfFile.At(x, 750, heading, 12) + PdfFile.At(40, 730, line))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.25, 0)]
    [InlineData(0.5, 0.5)]
    [InlineData(1, -1)]
    public async Task ReadAsync_LineThatIsPrintedTwice_IsReadOnce(double right, double up)
    {
        const string line = "Never lift more than nine tonnes, all fill levels included.";
        var content = PdfFile.At(60, 780, line) + PdfFile.At(60 + right, 780 + up, line) + PdfFile.At(60, 750, "The crane was built in 2019.");
        Assert.Equal($"{line}\n\nThe crane was built in 2019.", await TextAsync(PdfFile.Page(content)));
    }

    [Theory]
    [InlineData("The bill will tell all: 11 111, iii, llll, ....", 10)]
    [InlineData("illicit skill, Illinois, 1 111 111, ||, ll", 12)]
    [InlineData("Hell's bells!! All ill, still", 7)]
    public async Task ReadAsync_LettersThatAreEachPrintedByTheirOwnOperator_AreAllRead(string line, int size)
    {
        var (content, x) = (new StringBuilder(), 60d);
        foreach (var c in line)
        {
            content.Append(PdfFile.At(x, 780, c.ToString(), size));
            x += WidthOf(c) * size;
        }

        Assert.Equal(line, await TextAsync(PdfFile.Page(content.ToString())));
    }

    [Theory]
    [InlineData(0.18)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public async Task ReadAsync_LineWithoutWrittenSpaces_HasItsWords(double space)
    {
        string[] words = ["all", "ill", "till", "Illinois", "fill", "it", "still"];
        var (content, x) = (new StringBuilder(), 60d);
        foreach (var word in words)
        {
            content.Append(PdfFile.At(x, 780, word, 10));
            x += (word.Sum(WidthOf) + space) * 10;
        }

        Assert.Equal(string.Join(' ', words), await TextAsync(PdfFile.Page(content.ToString())));
    }

    [Fact]
    public async Task ReadAsync_LetterThatIsLoweredInAName_IsPartOfIt() => Assert.Equal("The TEX book is here.", await TextAsync(PdfFile.Page(
        PdfFile.At(60, 780, "The T", 10) + PdfFile.At(84.45, 777.8, "E", 10) + PdfFile.At(89.87, 780, "X book is here.", 10))));

    [Fact]
    public async Task ReadAsync_Ligatures_AreTheLettersThatTheyJoin()
    {
        const string font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding" +
            "/Differences[1/ff/ffi/ffl/fi/fl]>>>>";
        var content = PdfFile.At(60, 780, "The \\004nancial o\\002cer a\\001ords \\005exible ra\\003es.");
        Assert.Equal("The financial officer affords flexible raffles.", await TextAsync(PdfFile.Page(content, font)));
    }

    [Fact]
    public async Task ReadAsync_FormAndAnnotations_AreReadWhereTheyAre()
    {
        var content = PdfFile.At(60, 780, "Application form") + PdfFile.At(60, 706, "Vessel") + PdfFile.At(60, 656, "Sail");
        var text = await TextAsync(PdfFile.Form(
            content, "4 0 R 5 0 R",
            "<</Type/Annot/Subtype/Widget/FT/Tx/T(vessel)/V(Motor yacht Petrel)/Rect[100 700 300 720]>>",
            "<</Type/Annot/Subtype/Widget/FT/Ch/T(sail)/V(g)/Opt[[(m)(Main sail)][(g)(Genoa)]]/Rect[100 650 300 670]>>",
            "<</Type/Annot/Subtype/FreeText/Contents(Paid in cash)/Rect[100 600 300 620]>>",
            "<</Type/Annot/Subtype/Text/Contents(Ask the owner)/Rect[400 600 420 620]>>",
            "<</Type/Annot/Subtype/FreeText/F 2/Contents(Not to be seen)/Rect[100 500 300 520]>>"));
        Assert.Matches("^Application form\\s+Vessel\\sMotor yacht Petrel\\s+Sail\\sGenoa\\s+Paid in cash\\s+Ask the owner$", text);
    }

    [Fact]
    public async Task ReadAsync_FieldsThatNoPageShows_AreReadWithTheirNames()
    {
        var pdf = PdfFile.Form(
            PdfFile.At(60, 780, "Form"), "<</FT/Tx/T(owner)/V(Ann)>> <</FT/Btn/T(agreed)/V/Yes>> <</FT/Tx/T(secret)/Ff 8192/V(pass)>>", "<<>>");
        Assert.Equal("Form\n\nowner: Ann\n\nagreed: [x]", await TextAsync(pdf));
    }

    [Fact]
    public async Task ReadAsync_HeadersAndFooters_AreLeftOutAndCounted()
    {
        var item = await Reader.OneAsync("a.pdf", PdfFile.Many([.. Enumerable.Range(1, 6).Select(n =>
            PdfFile.At(60, 810, n % 2 == 0 ? $"{n}   Harbour act" : $"Second part   {n}") +
            PdfFile.At(60, 700, $"Text of sheet {n} is unlike that of others.") + PdfFile.At(280, 30, $"Page {n} of 6"))]));
        var expected = string.Join("\n\f\n", Enumerable.Range(1, 6).Select(n => $"Text of sheet {n} is unlike that of others."));
        Assert.Equal(expected, item.Document!.Text);
        var note = Assert.Single(item.Notes);
        Assert.Equal(ReadNoteKind.TextLeftOut, note.Kind);
        Assert.Contains("12 lines", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_RowsOfFiguresAtTheEdges_AreNoFooters()
    {
        var item = await Reader.OneAsync("a.pdf", PdfFile.Many([.. Enumerable.Range(1, 5).Select(n =>
            PdfFile.At(60, 700, $"Table {n}") + PdfFile.At(60, 60, $"{n * 17} {n * 31} {n * n}"))]));
        Assert.Contains("34 62 4", item.Document!.Text, StringComparison.Ordinal);
        Assert.Contains("51 93 9", item.Document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_PagesThatAreOneLine_KeepIt()
    {
        var item = await Reader.OneAsync("a.pdf", PdfFile.Many([.. Enumerable.Range(1, 5).Select(n => PdfFile.At(60, 800, "Agenda"))]));
        Assert.Equal(5, item.Document!.Text.Split("Agenda").Length - 1);
    }

    [Fact]
    public async Task ReadAsync_AnnotationsThatLeadToEachOther_AreReadOrReported()
    {
        var pdf = PdfFile.Form(PdfFile.At(60, 780, "words"), "4 0 R",
            "<</Type/Annot/Subtype/Widget/Parent 5 0 R/Kids[5 0 R]/Rect[0 0 9 9]>>",
            "<</Type/Annot/Subtype/Widget/Parent 4 0 R/Kids[4 0 R]/Rect[1e300 0 -1e300 9]/FT/Tx/V(value)>>");
        Assert.Contains("words", await TextAsync(pdf), StringComparison.Ordinal);
    }

    public static TheoryData<string> Samples { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.pdf").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Samples");

    /// <summary>A line of the list is in the text after those before it; one with '!' is not in the text; cells are separated by '|'.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public async Task ReadAsync_FilesOfOrdinaryPrograms_AreInReadingOrder(string name)
    {
        var text = (await Reader.AllAsync([Path.Combine(Folder, name)]))[0].Document!.Text;
        var flat = string.Join(' ', text.Replace('\t', '|').Split([' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));
        var at = 0;
        foreach (var line in await File.ReadAllLinesAsync(
            Path.Combine(Folder, "sources", Path.ChangeExtension(name, ".order")), TestContext.Current.CancellationToken))
        {
            if (line[0] == '!')
            {
                Assert.DoesNotContain(line[1..], flat, StringComparison.Ordinal);
                continue;
            }

            var found = flat.IndexOf(line, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{line}' is not in the text after '{flat[Math.Max(0, at - 60)..Math.Min(flat.Length, at + 300)]}'");
            at = found + line.Length;
        }
    }

    /// <summary>The width of a letter of Helvetica, in font sizes.</summary>
    private static double WidthOf(char c) => c switch
    {
        'i' or 'l' => 0.222, 'I' or ' ' or '.' or ',' or ':' or '!' or 't' or 'f' => 0.278, '\'' => 0.191, '|' => 0.26,
        'r' => 0.333, 'k' or 's' or 'c' => 0.5, 'A' => 0.667, 'H' => 0.722, 'T' => 0.611, 'w' => 0.722, _ => 0.556,
    };

    private static async Task<string> TextAsync(byte[] pdf) => (await Reader.OneAsync("a.pdf", pdf)).Document!.Text;
}
