using System.Globalization;
using System.Net;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Searching;

/// <summary>Searches near a vector of the client.</summary>
public sealed class VectorTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Route = "/v1/collections/some/search";

    private TestServer Server => shared.Server;

    [Fact]
    public async Task Search_VectorOfADocument_FindsItFirst()
    {
        var vector = await VectorAsync("Create a key under Settings. It is shown once.");
        var found = (await Server.PostAsync(Route, $$"""{"vector": {{vector}}, "top": 2}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("", found.GetProperty("query").GetString());
        Assert.Equal(2, found.GetProperty("hits").GetArrayLength());
        var stages = found.GetProperty("trace").GetProperty("stages").EnumerateArray().ToDictionary(s => s.GetProperty("stage").GetString()!);
        Assert.Equal("retrieval is dense", stages["keyword"].GetProperty("skipped").GetString());
        Assert.Equal("the vector was given", stages["embed"].GetProperty("skipped").GetString());
        Assert.Equal("there is no query in words", stages["rerank"].GetProperty("skipped").GetString());
        Assert.Equal(3, stages["dense"].GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Search_VectorAsAStream_HasBothSteps()
    {
        var vector = await VectorAsync("keys");
        var events = (await Server.PostAsync(Route, $$"""{"vector": {{vector}}, "stream": true}""")).Is(HttpStatusCode.OK).Body;
        Assert.Equal(["fused", "reranked"], events.Split('\n').Where(l => l.StartsWith("event: ", StringComparison.Ordinal)).Select(l => l[7..]));
    }

    [Theory]
    [InlineData("""{"top": 1}""", "invalid-field", "query")]
    [InlineData("""{"query": "x", "vector": [1]}""", "invalid-field", "vector")]
    [InlineData("""{"vector": []}""", "invalid-field", "vector")]
    [InlineData("""{"vector": 1}""", "invalid-field", "vector")]
    [InlineData("""{"vector": [1, null]}""", "invalid-field", "vector[1]")]
    [InlineData("""{"vector": ["1"]}""", "invalid-field", "vector[0]")]
    [InlineData("""{"vector": [1e39]}""", "invalid-field", "vector[0]")]
    [InlineData("""{"vector": [1e999]}""", "invalid-field", "vector[0]")]
    [InlineData("""{"vector": [1, 2]}""", "invalid-value", "vector")]
    [InlineData("""{"vector": [1], "retrieval": "keyword"}""", "invalid-value", "retrieval")]
    [InlineData("""{"vector": [1], "minProbability": 0.5}""", "invalid-value", "minProbability")]
    public async Task Search_VectorThatIsNone_IsRefused(string body, string kind, string field)
    {
        var problem = (await Server.PostAsync(Route, body)).Fails(422, kind);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Search_VectorLongerThanTheLimit_IsRefused()
    {
        var vector = string.Join(',', Enumerable.Repeat("1", Lodestone.Contracts.RequestLimits.MaxVectorLength + 1));
        (await Server.PostAsync(Route, $$"""{"vector": [{{vector}}]}""")).Fails(422, "invalid-field", "65536");
    }

    [Fact]
    public async Task Search_ModelThatRan_IsInTheTrace()
    {
        var found = (await Server.PostAsync(Route, """{"query": "plans"}""")).Is(HttpStatusCode.OK).Json;
        var stages = found.GetProperty("trace").GetProperty("stages").EnumerateArray().ToDictionary(s => s.GetProperty("stage").GetString()!);
        Assert.Equal(Path.GetFileName(TinyModels.CrossEncoder), stages["rerank"].GetProperty("model").GetString());
        Assert.False(stages["keyword"].TryGetProperty("model", out _));
        Assert.False(stages["keyword"].TryGetProperty("failureCode", out _));
    }

    [Fact]
    public async Task List_ByPost_IsTheListByGet()
    {
        var got = await Server.GetAsync("/v1/collections/some/documents?top=1&after=currency&filter=" + Uri.EscapeDataString("year > 2000"));
        var posted = await Server.PostAsync(
            "/v1/collections/some/documents/list", """{"top": 1, "after": "currency", "filter": "year > 2000"}""");
        Assert.Equal(got.Is(HttpStatusCode.OK).Body, posted.Is(HttpStatusCode.OK).Body);
        (await Server.PostAsync("/v1/collections/some/documents/list", """{"top": 1001}""")).Fails(422, "invalid-field", "'top'");
        (await Server.PostAsync("/v1/collections/some/documents/list", """{"filter": "colour = 1", "strict": true}"""))
            .Fails(422, "invalid-filter", "colour");
        (await Server.PostAsync("/v1/collections/none/documents/list", "{}")).Fails(404, "collection-not-found");
    }

    private async Task<string> VectorAsync(string text)
    {
        var body = $$"""{"input": "{{text}}"}""";
        var embedding = (await Server.PostAsync("/v1/embeddings", body)).Is(HttpStatusCode.OK).Json.GetProperty("data")[0].GetProperty("embedding");
        return $"[{string.Join(',', embedding.EnumerateArray().Select(n => n.GetSingle().ToString("R", CultureInfo.InvariantCulture)))}]";
    }
}
