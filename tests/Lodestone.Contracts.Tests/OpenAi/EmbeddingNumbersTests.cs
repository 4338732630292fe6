using System.Text.Json;
using Lodestone.Contracts.OpenAi;

namespace Lodestone.Contracts.Tests.OpenAi;

public sealed class EmbeddingNumbersTests
{
    private static readonly float[] Numbers = [0.1f, -2f, 3e-20f];

    [Theory]
    [InlineData(EncodingFormat.Float, "[0.1,-2,3E-20]")]
    [InlineData(EncodingFormat.Base64, "\"zczMPQAAAMDGqw0f\"")]
    public void Numbers_EitherForm_AreReadAsTheyWereWritten(EncodingFormat format, string json)
    {
        var written = JsonSerializer.Serialize(new EmbeddingNumbers(Numbers, format), OpenAiJson.TypeInfo<EmbeddingNumbers>());
        var read = JsonSerializer.Deserialize(written, OpenAiJson.TypeInfo<EmbeddingNumbers>());
        Assert.Equal(json, written);
        Assert.Equal(Numbers, read.Values.ToArray());
        Assert.Equal(format, read.Format);
    }

    [Theory]
    [InlineData("\"zczMP\"")]
    [InlineData("\"zczM\"")]
    [InlineData("\"no base64!\"")]
    [InlineData("[1,\"2\"]")]
    [InlineData("[1,1e60]")]
    [InlineData("[[1]]")]
    [InlineData("{}")]
    [InlineData("1")]
    public void Numbers_OtherValue_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, OpenAiJson.TypeInfo<EmbeddingNumbers>()));
}
