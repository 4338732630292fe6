using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documents;

public sealed class BatchTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Post_OneBadDocument_WritesNone()
    {
        await _server.PutAsync("/v1/collections/atomic");
        var answer = await _server.PostAsync("/v1/collections/atomic/documents", """
            {"documents": [{"id": "a", "text": "good"}, {"id": "b", "text": "good", "metadata": {"x": [[]]}}]}
            """);
        var problem = answer.Fails(422, "invalid-field", "documents[1].metadata.x");
        Assert.Equal("documents[1].metadata.x", problem.GetProperty("field").GetString());
        Assert.Equal(0, (await _server.GetAsync("/v1/collections/atomic")).Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task Post_SameIdTwice_TakesTheLastAndSaysSo()
    {
        await _server.PutAsync("/v1/collections/twins");
        var report = (await _server.PostAsync("/v1/collections/twins/documents", """
            {"documents": [{"id": "a", "text": "first"}, {"_id": "a", "text": "second"}]}
            """)).Is(HttpStatusCode.OK).Json;
        Assert.Equal((1, 1), (report.GetProperty("added").GetInt32(), report.GetProperty("superseded").GetInt32()));
        Assert.Equal("second", (await _server.GetAsync("/v1/collections/twins/documents/a")).Json.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""{"id": 42, "text": "x"}""", "42")]
    [InlineData("""{"_id": 42, "text": "x"}""", "42")]
    [InlineData("""{"id": 9007199254740993, "text": "x"}""", "9007199254740993")]
    [InlineData("""{"id": 1.50, "text": "x"}""", "1.50")]
    public async Task Post_IdThatIsANumber_IsTheTextThatWritesIt(string document, string id)
    {
        await _server.PutAsync("/v1/collections/numbers");
        (await _server.PostAsync("/v1/collections/numbers/documents", $"{{\"documents\": [{document}]}}")).Is(HttpStatusCode.OK);
        Assert.Equal(id, (await _server.GetAsync($"/v1/collections/numbers/documents/{id}")).Json.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{"documents": []}""", "documents", "1 to 1000 values")]
    [InlineData("""{"documents": [{"text": "x"}]}""", "documents[0].id", "missing")]
    [InlineData("""{"documents": [{"id": "a", "_id": "b", "text": "x"}]}""", "documents[0].id", "both there")]
    [InlineData("""{"documents": [{"id": "a"}]}""", "documents[0].text", "missing")]
    [InlineData("""{"documents": [{"id": true, "text": "x"}]}""", "documents[0].id", "a string of 1 to 512 characters, or a number")]
    [InlineData("""{"documents": ["a"]}""", "documents[0]", "an object")]
    [InlineData("""{"documents": {"id": "a"}}""", "documents", "a list")]
    [InlineData("""{"documents": [null]}""", "documents[0]", "null")]
    [InlineData("""{"documents": [{"id": "a", "text": "\ud800"}]}""", "documents[0].text", "surrogate")]
    public async Task Post_BatchThatIsNone_NamesThePlace(string body, string field, string says)
    {
        var problem = (await _server.PostAsync("/v1/collections/some/documents", body)).Fails(422, "invalid-field", says);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Post_TooMany_NamesTheLimit()
    {
        var documents = Enumerable.Range(0, 1001).Select(i => new { id = $"{i}", text = "x" });
        (await _server.PostAsync("/v1/collections/some/documents", JsonSerializer.Serialize(new { documents })))
            .Fails(422, "invalid-field", "1001 values", "1 to 1000");
    }
}
