using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Comparing;

public sealed class CompareTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Compare_Passages_HasTheShapeOfTheCommandLine()
    {
        var comparison = (await _server.PostAsync("/v1/compare", """
            {"query": "Does the free plan include API access?", "passages": ["Plans are billed monthly.", "API access is on every plan.", " "]}
            """)).Is(HttpStatusCode.OK).Json;
        Assert.Equal("query biEncoder crossEncoder passages", TestResponse.Names(comparison));
        Assert.Equal(
            "model milliseconds corpusMilliseconds queryMilliseconds corpusRuns queryRuns", TestResponse.Names(comparison.GetProperty("biEncoder")));
        Assert.Equal("model milliseconds runs", TestResponse.Names(comparison.GetProperty("crossEncoder")));
        Assert.Equal(TinyModels.BiEncoderName, comparison.GetProperty("biEncoder").GetProperty("model").GetString());
        Assert.Equal(2, comparison.GetProperty("crossEncoder").GetProperty("runs").GetInt32());
        var passages = comparison.GetProperty("passages").EnumerateArray().ToArray();
        Assert.All(passages, p => Assert.Equal("index id text biEncoder crossEncoder moved", TestResponse.Names(p)));
        Assert.Equal("rank similarity tokens droppedTokens", TestResponse.Names(passages[0].GetProperty("biEncoder")));
        Assert.Equal(
            "rank state logit probability tokens droppedTokens window", TestResponse.Names(passages[0].GetProperty("crossEncoder")));
        Assert.Equal("start end", TestResponse.Names(passages[0].GetProperty("crossEncoder").GetProperty("window")));
        Assert.Equal("blank", passages[^1].GetProperty("crossEncoder").GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, passages[^1].GetProperty("crossEncoder").GetProperty("logit").ValueKind);
    }

    [Theory]
    [InlineData("""{"query": " ", "passages": []}""", "query")]
    [InlineData("""{"query": "x"}""", "passages")]
    [InlineData("""{"query": "x", "passages": "y"}""", "passages")]
    [InlineData("""{"query": "x", "passages": ["y", 3]}""", "passages[1]")]
    public async Task Compare_FieldThatIsNotAccepted_IsNamed(string body, string field)
    {
        var answer = (await _server.PostAsync("/v1/compare", body)).Is((HttpStatusCode)422);
        Assert.Equal(field, answer.Json.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Compare_NoPassages_IsEmpty() => Assert.Empty(
        (await _server.PostAsync("/v1/compare", """{"query": "x", "passages": []}""")).Is(HttpStatusCode.OK).Json
            .GetProperty("passages").EnumerateArray());

    [Fact]
    public async Task Compare_TooMany_NamesTheLimit() => (await _server.PostAsync(
        "/v1/compare", JsonSerializer.Serialize(new { query = "x", passages = Enumerable.Repeat("y", 1001) })))
        .Fails(422, "invalid-field", "1001 values", "up to 1000");
}
