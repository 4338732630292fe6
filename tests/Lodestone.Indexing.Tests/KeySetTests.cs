using CsCheck;

namespace Lodestone.Indexing.Tests;

public sealed class KeySetTests
{
    [Fact]
    public void Of_AnyKeys_HoldsThoseAndNoOthers() =>
        Gen.Int[0, 5_000].Array[0, 300].Sample(keys =>
        {
            var set = KeySet.Of(keys.Select(k => (long)k));
            Assert.Equal(keys.Select(k => (long)k).Distinct().Order(), set.Keys());
            Assert.Equal(keys.Distinct().Count(), set.Count);
            Assert.All(Enumerable.Range(0, 5_100), k => Assert.Equal(keys.Contains(k), set.Contains(k)));
        }, iter: 50);

    [Fact]
    public void Contains_OutsideTheBitmap_IsFalse()
    {
        var set = KeySet.Of([3]);
        Assert.False(set.Contains(-1));
        Assert.False(set.Contains(long.MaxValue));
        Assert.False(KeySet.Empty.Contains(0));
    }

    [Fact]
    public void Of_NegativeKey_IsRefused() =>
        Assert.Equal(ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => KeySet.Of([1, -1])).Code);
}
