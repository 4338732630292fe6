using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Comparing;

public sealed class ExplainTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Explain_Passage_HasItsShape()
    {
        var explained = (await _server.PostAsync(
            "/v1/explain", """{"query": "Is the API free?", "passage": "API access is free. It is slow.", "unit": "words", "end": 19}"""))
            .Is(HttpStatusCode.OK).Json;
        Assert.Equal("biEncoder crossEncoder", TestResponse.Names(explained));
        foreach (var encoder in explained.EnumerateObject().Select(e => e.Value))
        {
            Assert.Equal("model score unit joined read runs milliseconds parts", TestResponse.Names(encoder));
            Assert.Equal("words", encoder.GetProperty("unit").GetString());
            Assert.Equal(5, encoder.GetProperty("runs").GetInt32());
            Assert.Equal(
                [(0, 3), (4, 10), (11, 13), (14, 18)],
                encoder.GetProperty("parts").EnumerateArray().Select(p => (p.GetProperty("start").GetInt32(), p.GetProperty("end").GetInt32())));
            Assert.Equal(31, encoder.GetProperty("read").GetProperty("end").GetInt32());
        }
    }

    [Fact]
    public async Task Explain_Blank_HasNoScore()
    {
        var explained = (await _server.PostAsync("/v1/explain", """{"query": "x", "passage": " "}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(JsonValueKind.Null, explained.GetProperty("crossEncoder").GetProperty("score").ValueKind);
    }

    [Theory]
    [InlineData("""{"query": " ", "passage": "y"}""", "query")]
    [InlineData("""{"query": "x"}""", "passage")]
    [InlineData("""{"query": "x", "passage": ["y"]}""", "passage")]
    [InlineData("""{"query": "x", "passage": "y", "unit": "letters"}""", "unit")]
    [InlineData("""{"query": "x", "passage": "y", "start": -1}""", "start")]
    [InlineData("""{"query": "x", "passage": "y", "start": 1, "end": 0}""", "end")]
    [InlineData("""{"query": "x", "passage": "y", "maxParts": 0}""", "maxParts")]
    [InlineData("""{"query": "x", "passage": "y", "maxParts": 1001}""", "maxParts")]
    public async Task Explain_FieldThatIsNotAccepted_IsNamed(string body, string field)
    {
        var answer = (await _server.PostAsync("/v1/explain", body)).Is((HttpStatusCode)422);
        Assert.Equal(field, answer.Json.GetProperty("field").GetString());
    }
}
