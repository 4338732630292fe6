using CsCheck;
using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Tests.Runtime;

public sealed class LongestFirstTests
{
    [Fact]
    public void Order_AnyLengths_IsByLengthThenIndex() => Gen.Int[0, 9].Array[0, 50].Sample(lengths =>
        Assert.Equal(
            Enumerable.Range(0, lengths.Length).OrderByDescending(i => lengths[i]).ThenBy(i => i),
            LongestFirst.Order(lengths.Length, i => lengths[i])));
}
