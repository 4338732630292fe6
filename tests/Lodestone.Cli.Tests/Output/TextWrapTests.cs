using CsCheck;
using Lodestone.Cli.Output;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests.Output;

public sealed class TextWrapTests
{
    /// <summary>Words, spaces, and what takes no column or two: wide letters, emoji of several code points, marks, half a pair.</summary>
    private static readonly string[] Pieces =
    [
        "a", "word", "averyveryverylongwordthatfitsnowhere", " ", " ", "  ", "日本語", "\U0001F600",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467",
        "e\u0301", "\u0301", " \u0301", "\uD800", "\u26A0\uFE0F", "\u200D", "-", "   ",
    ];

    internal static readonly Gen<string> Texts =
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 40].Select(pieces => string.Concat(pieces));

    [Fact]
    public void Lines_AnyTextAndWidth_KeepEveryCharacterAndTheWidth() =>
        Gen.Select(Texts, Gen.Int[0, 200], Gen.Int[0, 200]).Sample((text, first, others) =>
        {
            var lines = TextWrap.Lines(text, first, others).Select(range => text[range]).ToArray();
            Assert.NotEmpty(lines);
            Assert.Equal(Dense(text), Dense(string.Concat(lines)));
            for (var i = 0; i < lines.Length; i++)
                Assert.True(Fits(lines[i], i == 0 ? first : others), $"'{lines[i]}' in {(i == 0 ? first : others)}");
            // No line but the last of a text of spaces is an empty one.
            Assert.True(lines.Length == 1 || lines.All(line => line.Trim(' ').Length > 0));
        }, iter: 20_000);

    [Fact]
    public void Lines_WordsThatFit_AreNotBroken()
    {
        var fitting = new LawCases();
        Gen.Select(Texts, Gen.Int[40, 200]).Sample((text, width) =>
        {
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var shown = TextWrap.Lines(text, width, width)
                .SelectMany(r => text[r].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            // A mark on a space makes it a letter.
            if (fitting.Count(!text.Contains(" \u0301", StringComparison.Ordinal) && words.All(word => TextWrap.Width(word) <= width)))
                Assert.Equal(words, shown);
        });
        fitting.AssertShare(.3);
    }

    [Fact]
    public void Reflow_AnyTextAndWidth_KeepsEveryCharacterAndTheWidth() =>
        Gen.Select(Texts.Array[1, 4], Gen.Int[0, 200]).Sample((texts, width) =>
        {
            var text = string.Join('\n', texts);
            var reflowed = TextWrap.Reflow(text, width);
            Assert.Equal(Dense(text), Dense(reflowed));
            foreach (var line in reflowed.Split('\n'))
                Assert.True(Fits(line, width), $"'{line}' in {width}");
        }, iter: 20_000);

    [Fact]
    public void Reflow_TwoColumns_BecomeLinesOfTheirOwn() => Assert.Equal(
        "  --top <N>\n    How many come\n    back.\nshort   line",
        TextWrap.Reflow("  --top <N>     How many come back.\nshort   line", 20));

    /// <summary>The columns, or else one character that has more of them.</summary>
    internal static bool Fits(string line, int width) =>
        TextWrap.Width(line) <= Math.Max(1, width) ||
        new System.Globalization.StringInfo(line.Trim(' ')).LengthInTextElements == 1;

    internal static string Dense(string text) =>
        text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
