using System.Net;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Searching;

public sealed class SimilarTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Similar_Document_HasTheShapeOfASearchAndNotTheDocument()
    {
        var id = await FirstIdAsync();
        var result = (await SimilarAsync($$"""{"documentId": "{{id}}", "top": 5, "passagesPerDocument": 0}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("query hits candidates answer sequence trace", TestResponse.Names(result));
        var hits = result.GetProperty("hits").EnumerateArray().ToArray();
        Assert.NotEmpty(hits);
        Assert.DoesNotContain(hits, h => h.GetProperty("documentId").GetString() == id);
        Assert.All(hits, h => Assert.InRange(h.GetProperty("biEncoder").GetProperty("similarity").GetDouble(), -1.001, 1.001));
        var stages = result.GetProperty("trace").GetProperty("stages").EnumerateArray();
        Assert.Equal(0, stages.Sum(s => s.GetProperty("modelRuns").GetInt32()));
    }

    [Theory]
    [InlineData("""{"documentId": "no-such-document"}""", HttpStatusCode.NotFound, "document-not-found")]
    [InlineData("""{}""", HttpStatusCode.UnprocessableEntity, "invalid-field")]
    [InlineData("""{"documentId": "x", "query": "words"}""", HttpStatusCode.UnprocessableEntity, "unknown-field")]
    [InlineData("""{"documentId": "x", "top": 101}""", HttpStatusCode.UnprocessableEntity, "invalid-field")]
    public async Task Similar_Mistake_IsAProblem(string body, HttpStatusCode status, string kind)
    {
        var problem = (await SimilarAsync(body)).Is(status).Json;
        Assert.Equal("urn:lodestone:error:" + kind, problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public async Task Search_MinProbability_LeavesHitsOutAndCountsThem(string least, bool none)
    {
        var result = (await _server.PostAsync("/v1/collections/some/search", $$"""{"query": "key", "minProbability": {{least}}}"""))
            .Is(HttpStatusCode.OK).Json;
        Assert.Equal(none ? 0 : 3, result.GetProperty("hits").GetArrayLength());
        Assert.Equal(none ? 3 : 0, result.GetProperty("belowMinProbability").GetInt32());
        var notices = result.GetProperty("trace").GetProperty("notices").EnumerateArray().Select(n => n.GetString()!);
        Assert.Equal(none, notices.Any(n => n.Contains("minimum probability", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"query": "key", "minProbability": 1.5}""", "invalid-field")]
    [InlineData("""{"query": "key", "minProbability": 0.5, "rerank": false}""", "invalid-value")]
    public async Task Search_MinProbabilityThatCannotBe_IsRefused(string body, string kind)
    {
        var problem = (await _server.PostAsync("/v1/collections/some/search", body)).Is(HttpStatusCode.UnprocessableEntity).Json;
        Assert.Equal("urn:lodestone:error:" + kind, problem.GetProperty("type").GetString());
        Assert.Equal("minProbability", problem.GetProperty("field").GetString());
    }

    private Task<TestResponse> SimilarAsync(string body) => _server.PostAsync("/v1/collections/some/similar", body);

    private async Task<string> FirstIdAsync()
    {
        var found = (await _server.PostAsync("/v1/collections/some/search", """{"query": "key"}""")).Is(HttpStatusCode.OK).Json;
        return found.GetProperty("hits")[0].GetProperty("documentId").GetString()!;
    }
}
