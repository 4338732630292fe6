using System.Globalization;

namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class EdgeTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t\r\n \u00A0\u3000\u2028")]
    public void Encode_NothingButWhiteSpace_GivesNoWords(string text)
    {
        Assert.Empty(TestTokenizers.Bert.Ids(text));
        Assert.Empty(TestTokenizers.Xlmr.Ids(text));
    }

    [Fact]
    public void Encode_Null_Throws() => Assert.Throws<ArgumentNullException>(() => TestTokenizers.Bert.Encode(null!));

    [Theory]
    [InlineData("a\uD83D")]
    [InlineData("\uDE00a\uD83Db")]
    public void Encode_HalfOfASurrogatePair_CountsAsReplacementCharacter(string text)
    {
        var replaced = text.Replace('\uD83D', '\uFFFD').Replace('\uDE00', '\uFFFD');
        Assert.All(TestTokenizers.All, tokenizer => Assert.Equal(tokenizer.Ids(replaced), tokenizer.Ids(text)));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void Encode_WordOverTheLimit_IsUnknown(int length, bool unknown)
    {
        // The limit counts code points: the same with characters of two.
        Assert.Equal(unknown, TestTokenizers.Bert.Ids(new string('x', length)) is [100]);
        Assert.Equal([100], TestTokenizers.Bert.Ids(string.Concat(Enumerable.Repeat("𝒳", length))));
        Assert.Equal((0, length), (unknown ? TestTokenizers.Bert.Ranges(new string('x', length)) : [(0, length)])[0]);
    }

    [Fact]
    public void Encode_ControlCharacters_AreDroppedByBertAndJoinTheirNeighbours()
    {
        Assert.Equal(TestTokenizers.Bert.Ids("workspace"), TestTokenizers.Bert.Ids("work\0\u0007\u001b\u200b\u00ad\ufeff\ue000space"));
        Assert.Equal(TestTokenizers.Bert.Ids("work space"), TestTokenizers.Bert.Ids("work\t\nspace"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ab ")]
    [InlineData("漢")]
    [InlineData("e\u0301\u0316")]
    [InlineData("\u0301\u0316")]
    [InlineData(" ")]
    [InlineData("👩‍💻")]
    [InlineData("[SEP]")]
    [InlineData("[")]
    public void Encode_MillionCharacters_TakesLinearTime(string part)
    {
        // No clock: a quadratic step would keep this test for hours.
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        foreach (var tokenizer in TestTokenizers.All)
        {
            var result = tokenizer.Encode(text);
            Assert.True(result.Count == 0 || result.Offsets.Span[^1].End <= text.Length);
        }
    }

    [Fact]
    public void Encode_FromManyThreadsAndCultures_GivesTheSameIds()
    {
        const string Text = "TITLE Iğdır İstanbul ISPARTA quıet, [SEP] ﬁne 👋 ΟΔΟΣ straße";
        var before = CultureInfo.CurrentCulture;
        CultureInfo[] cultures = HasCultures ? [new("tr-TR"), new("lt-LT"), new("en-US")] : [CultureInfo.InvariantCulture];
        foreach (var tokenizer in TestTokenizers.All)
        {
            var expected = tokenizer.Ids(Text);
            Parallel.For(0, 64, i =>
            {
                Thread.CurrentThread.CurrentCulture = cultures[i % cultures.Length];
                // Other texts in between: working memory is kept per thread.
                tokenizer.Encode(new string('z', i * 50) + Text);
                Assert.Equal(expected, tokenizer.Ids(Text));
            });
        }
        Thread.CurrentThread.CurrentCulture = before;
    }

    // Without ICU there is only the invariant culture; the threads are still worth testing.
    private static bool HasCultures => "\u00e9".Normalize(System.Text.NormalizationForm.FormD).Length == 2;
}
