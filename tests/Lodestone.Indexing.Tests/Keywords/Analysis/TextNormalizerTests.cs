using System.Text;
using Lodestone.Indexing.Keywords.Analysis;

namespace Lodestone.Indexing.Tests.Keywords.Analysis;

public sealed class TextNormalizerTests
{
    [Fact]
    public void Normalize_EveryCharacter_IsNfkcButForTheRules()
    {
        var differing = new List<string>();
        var compared = 0;
        for (var value = 0; value < 0x110000; value++)
        {
            // string.Normalize refuses noncharacters.
            if (!Rune.IsValid(value) || value is (>= 0xFDD0 and <= 0xFDEF) || (value & 0xFFFE) == 0xFFFE)
                continue;
            if (CharacterRules.Of(value) == CharacterRule.Ignored || value == 0x130)
                continue;
            compared++;
            var text = new Rune(value).ToString();
            var expected = new StringBuilder();
            foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            {
                if (CharacterRules.Of(rune.Value) != CharacterRule.Ignored)
                    expected.Append(new Rune(CharacterRules.Plain(rune.Value)).ToString());
            }
            if (TextNormalizer.Normalize(text, places: false).Text != expected.ToString() && !IsNewer(text))
                differing.Add($"U+{value:X4}");
        }
        Assert.Empty(differing);
        Assert.True(compared > 1_000_000);
    }

    [Theory]
    [InlineData("plain `code` text", "plain `code` text")]
    [InlineData("don`t don´t 5′ o′clock", "don't don't 5′ o'clock")]
    [InlineData("e\u0301\u0323", "ẹ\u0301")]
    [InlineData("é\u00AD\u0323x", "ẹ\u0301x")]
    [InlineData("İI\u0307", "i\u0307i\u0307")]
    [InlineData("10³ m² 2½ ½ x¹² 1⁄2", "10 3 m2 2 1/2 1/2 x12 1/2")]
    [InlineData("Java™ ™", "Java TM TM")]
    [InlineData("กข\u200Bคง a\u200Bb", "กข คง ab")]
    [InlineData("\u0301\u0323", "\u0323\u0301")]
    [InlineData("ＡＢ\u3000Ｃ", "AB C")]
    public void Normalize_Text_GivesOneSpelling(string text, string expected)
    {
        Assert.Equal(expected, TextNormalizer.Normalize(text, places: false).Text);
        var placed = TextNormalizer.Normalize(text, places: true);
        Assert.Equal(expected, placed.Text);
        for (var i = 0; i < placed.Text.Length; i++)
        {
            var (start, end) = placed.Original(i, placed.Text.Length);
            Assert.True(start >= 0 && start < end && end <= text.Length);
        }
    }

    [Fact]
    public void Normalize_HalfASurrogatePair_IsReplacedInPlace() =>
        Assert.Equal("a\uFFFDb\uFFFD", TextNormalizer.Normalize("a\uD800b\uDC00", places: true).Text);

    [Fact]
    public void Normalize_MillionsOfMarks_EndsAndKeepsThem()
    {
        var text = "e" + string.Concat(Enumerable.Repeat("\u0301\u0323", 500_000)) + new string('\u00AD', 500_000);
        Assert.Equal(1_000_000, TextNormalizer.Normalize(text, places: true).Text.Length);
    }

    // The runtime's Unicode may be newer than that of our tables, which then leave the character as it is.
    private static bool IsNewer(string text) => TextNormalizer.Normalize(text, places: false).Text == text;
}
