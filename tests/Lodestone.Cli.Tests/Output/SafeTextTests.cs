using Lodestone.Cli.Output;

namespace Lodestone.Cli.Tests.Output;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain ~ text", "plain ~ text")]
    [InlineData("\u001b[31mred\u0007", "␛[31mred␇")]
    [InlineData("a\r\nb\tc\u2028d", "a  b c d")]
    [InlineData("\u009b31m\u007f", "\uFFFD31m␡")]
    [InlineData("abc\u202Etxt.exe", "abc\uFFFDtxt.exe")]
    [InlineData("ä 漢 👩‍🔬 [bold]", "ä 漢 👩‍🔬 [bold]")]
    public void Of_Text_ShowsControlsAndKeepsLetters(string text, string expected) => Assert.Equal(expected, TerminalEscaping.Of(text));

    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.0, "0.0000")]
    [InlineData(1e-9, "<0.0001")]
    [InlineData(0.5, "0.5000")]
    [InlineData(0.99999, ">0.9999")]
    [InlineData(1.0, "1.0000")]
    public void Probability_NearTheEnds_IsNotRoundedToThem(double? value, string expected) =>
        Assert.Equal(expected, NumberFormat.Probability(value));
}
