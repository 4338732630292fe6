using Lodestone.Chunking;

namespace Lodestone.Core.Tests.Chunking;

public sealed class TextUnitsTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One. |Two! |Three? |Four")]
    [InlineData("Use 3.5.1 or example.com. Then go.", "Use 3.5.1 or example.com. |Then go.")]
    [InlineData("Dr. Smith met J. Doe, e.g. at noon. Fine.", "Dr. Smith met J. Doe, e.g. at noon. |Fine.")]
    [InlineData("See Fig. 3 there. No. 5 is. No. It is not.", "See Fig. 3 there. |No. 5 is. |No. |It is not.")]
    [InlineData("It ended. then it went on.", "It ended. then it went on.")]
    [InlineData("He said \"stop.\" She (left.) Yes...", "He said \"stop.\" |She (left.) |Yes...")]
    [InlineData("你好\u3002世界\uFF01吗\uFF1F好", "你好\u3002|世界\uFF01|吗\uFF1F|好")]
    [InlineData("هل هذا صحيح؟ نعم.", "هل هذا صحيح؟ |نعم.")]
    [InlineData("यह है। वह है।", "यह है। |वह है।")]
    [InlineData("first line\nsecond line\n\nparagraph", "first line\n|second line\n\n|paragraph")]
    [InlineData(" \n\n only", " \n\n |only")]
    public void MoveNext_Text_EndsWhereSentencesDo(string text, string expected) => Assert.Equal(expected, string.Join('|', Units(text)));

    [Fact]
    public void MoveNext_Sections_BeginUnitsAndKeepTheirHeading()
    {
        var strengths = new List<BreakStrength>();
        var units = new TextUnits("Intro. Title\n\nText here. More.", [7]);
        while (units.MoveNext())
            strengths.Add(units.Break);
        Assert.Equal(
            [BreakStrength.Paragraph, BreakStrength.Heading, BreakStrength.Word, BreakStrength.Sentence], strengths);
    }

    [Theory]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("🇩🇪")]
    [InlineData("e\u0301\u0323")]
    [InlineData("👍🏽")]
    [InlineData("\u1100\u1161\u11A8")]
    public void MoveNext_NoSpaces_CutsBetweenCharacters(string character)
    {
        var units = Units(string.Concat(Enumerable.Repeat(character, 30_000)));
        Assert.All(units, u => Assert.InRange(u.Length, 1, TextUnits.Longest));
        if (character != "🇩🇪")
            Assert.All(units, u => Assert.True(u.Length % character.Length == 0));
    }

    private static List<string> Units(string text)
    {
        var found = new List<string>();
        var units = new TextUnits(text, []);
        while (units.MoveNext())
            found.Add(text[units.Start..units.End]);
        Assert.Equal(text, string.Concat(found));
        return found;
    }
}
