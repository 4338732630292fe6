using CsCheck;
using Lodestone.Cli.Output;
using Lodestone.Cli.Tests.Screens;

namespace Lodestone.Cli.Tests.Output;

public sealed class ScreenTableTests
{
    private static readonly Gen<ScreenColumn> Column = Gen.Select(TextWrapTests.Texts, Gen.Bool, Gen.Bool)
        .Select((name, number, whole) => new ScreenColumn(name, number, number || whole));

    private static readonly Gen<(ScreenColumn[] Columns, string[][] Rows)> Table = Gen.Int[1, 13].SelectMany(count =>
        Gen.Select(Column.Array[count], TextWrapTests.Texts.Array[count].Array[0, 4]));

    [Fact]
    public void Table_AnyTextsAndWidth_KeepsEveryCharacterAndTheWidth()
    {
        int beside = 0, stacked = 0;
        Gen.Select(Table, Gen.Int[0, 200]).Sample((table, width) =>
        {
            var shown = Screen.Piped(screen =>
            {
                var made = Tables.Create(screen, table.Columns);
                foreach (var row in table.Rows)
                    made.Row([.. row.Select((text, i) => new Cell(text, Marked: [new TextRange(0, text.Length / 2)]))]);
                screen.Show(made);
            }, width);
            var cells = string.Concat(table.Rows.SelectMany(row => row).Select(TerminalEscaping.Of));
            Cell[][] rows = [.. table.Rows.Select(r => r.Select(t => new Cell(TerminalEscaping.Of(t))).ToArray())];
            var isStacked = TableWidths.Fit(table.Columns, rows, width - (2 * (table.Columns.Length - 1))) is null;
            _ = isStacked ? Interlocked.Increment(ref stacked) : Interlocked.Increment(ref beside);
            foreach (var (character, count) in Counts(cells))
                Assert.True(Counts(shown).GetValueOrDefault(character) >= count, $"'{character}' is lost in:\n{shown}");
            foreach (var line in shown.Split('\n'))
                Assert.True(TextWrapTests.Fits(line, Math.Max(2, width)), $"'{line}' in {width}");
        }, iter: 3_000);
        Assert.True(beside > 100 && stacked > 100, $"{beside} side by side, {stacked} stacked");
    }

    [Fact]
    public void Table_NoWidth_IsStackedAndEnds()
    {
        var shown = Screen.Piped(
            screen =>
            {
                var table = Tables.Create(screen, ("rank", true), ("name", false));
                table.Row("1", "b");
                screen.Write(table);
            },
            width: 0);
        Assert.Equal("1name:b", TextWrapTests.Dense(shown));
    }

    [Fact]
    public void Table_WithoutRoom_LeavesColumnsOutInTheirOrderAndNamesThem()
    {
        Assert.Equal("stage  value  p  rest\nbm25    .710  1  long\n", Shown(40));
        Assert.Equal("stage  value  p\nbm25    .710  1\n\nNot shown for\nwant of width:\nthe rest.\n", Shown(15));
        Assert.Equal("stage  p\nbm25   1\n\nNot shown for\nwant of\nwidth: value,\nthe rest.\n", Shown(13));
        Assert.Equal("bm25\nvalue:\n.710\np: 1\nthe\nrest:\nlong\n", Shown(7));

        static string Shown(int width) => Screen.Piped(
            screen =>
            {
                var table = Tables.Create(
                    screen,
                    new ScreenColumn("stage", Number: false, Whole: true),
                    new ScreenColumn("value", Number: true, Whole: true) { Drop = 2 },
                    ("p", true),
                    new ScreenColumn("rest", Number: false, Whole: true, "the rest") { Drop = 1 });
                table.Row("bm25", ".710", "1", "long");
                screen.Write(table);
            },
            width);
    }

    [Theory]
    [InlineData("config_sentence_transformers.json")]
    [InlineData("https://example.org/a/very/long/address")]
    public void Table_LongWord_IsNotBroken(string word)
    {
        foreach (var width in (int[])[45, 60, 80, 100, 120])
        {
            var shown = Screen.Piped(
                screen =>
                {
                    var table = Tables.Create(screen, ("what", false), ("decided", false), ("why", false));
                    table.Row("max tokens of the model", "as many as it was trained with, which are 512", $"{word}'s own");
                    screen.Write(table);
                },
                width);
            Assert.Contains(word, shown, StringComparison.Ordinal);
        }
    }

    private static Dictionary<char, int> Counts(string text) =>
        text.Where(c => c is not (' ' or '\n')).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
}
