namespace Lodestone.Abstractions.Tests.Documents;

public sealed class MetadataValueTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Of_NumberWithoutOrder_IsRefused(double number) =>
        Assert.Equal(ErrorCodes.MetadataInvalid, Assert.Throws<InvalidArgumentException>(() => MetadataValue.Of(number)).Code);

    [Fact]
    public void Equals_SameKindAndValue_IsTrue()
    {
        Assert.Equal(MetadataValue.Of(["a", "b"]), MetadataValue.Of(["a", "b"]));
        Assert.NotEqual(MetadataValue.Of(["a", "b"]), MetadataValue.Of(["b", "a"]));
        Assert.NotEqual(MetadataValue.Of("1"), MetadataValue.Of(1));
        Assert.Equal(MetadataValue.Of(-0.0), MetadataValue.Of(0));
    }

    [Fact]
    public void Of_List_IsCopied()
    {
        string[] source = ["a"];
        var value = MetadataValue.Of(source);
        source[0] = "b";
        Assert.Equal("a", Assert.Single(value.TextList));
    }

    [Fact]
    public void Text_OfANumber_Throws() => Assert.Throws<InvalidOperationException>(() => MetadataValue.Of(1).Text);
}
