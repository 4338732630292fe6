using CsCheck;
using Lodestone.Encoders.Tokenizers.PostProcessing;

namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class TokenBudgetTests
{
    [Fact]
    public void FitPair_LongestFirst_IsTakingTokensOneByOneFromTheLonger() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 60]).Sample((first, second, room) =>
        {
            // The reference computes what this loop does; on a tie it cuts the text that was shorter to begin with.
            int a = first, b = second;
            while (a + b > room)
            {
                if (a > b || (a == b && first <= second))
                    a--;
                else
                    b--;
            }
            Assert.Equal((a, b), TokenBudget.FitPair(first, second, room, PairTruncation.LongestFirst));
        });

    [Fact]
    public void FitPair_PassageOnly_NeverCutsTheFirst() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 60]).Sample((first, second, room) =>
            Assert.Equal((first, Math.Min(second, room - first)), TokenBudget.FitPair(first, second, room, PairTruncation.PassageOnly)));

    [Theory]
    [InlineData(5, 5, 7, 3, 4)]
    [InlineData(6, 5, 7, 4, 3)]
    [InlineData(2, 90, 10, 2, 8)]
    [InlineData(90, 2, 10, 8, 2)]
    public void FitPair_OddRoom_FavoursTheLongerText(int first, int second, int room, int keepFirst, int keepSecond) =>
        Assert.Equal((keepFirst, keepSecond), TokenBudget.FitPair(first, second, room, PairTruncation.LongestFirst));
}
