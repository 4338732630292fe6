using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Searching;

public sealed class SearchTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Path = "/v1/collections/some/search";
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Search_Query_HasTheShapeOfTheCommandLine()
    {
        var result = (await _server.PostAsync(Path, """{"query": "how do I make an API key"}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("query hits candidates answer sequence trace", TestResponse.Names(result));
        var hit = result.GetProperty("hits")[0];
        Assert.Equal(
            "rank finalScore documentId title heading text passage range highlights metadata bm25 biEncoder fused crossEncoder outcome",
            TestResponse.Names(hit));
        Assert.Equal("reranked", hit.GetProperty("outcome").GetString());
        Assert.Equal("logit probability rank droppedTokens", TestResponse.Names(hit.GetProperty("crossEncoder")));
        Assert.Equal(2, hit.GetProperty("range").GetArrayLength());
        Assert.Equal("milliseconds indexPath approximate degraded findable bm25Share rerankShare effort stages notices", TestResponse.Names(result.GetProperty("trace")));
        Assert.Equal("exactScan", result.GetProperty("trace").GetProperty("indexPath").GetString());
        Assert.Equal(3, result.GetProperty("candidates").GetInt32());
    }

    [Fact]
    public async Task Search_EveryOption_IsTakenOver()
    {
        var result = (await _server.PostAsync(Path, """
            {"query": "key", "top": 1, "skip": 1, "candidates": 50, "retrieval": "hybrid",
             "fusion": {"method": "reciprocalRank", "bm25Weight": 1, "similarityWeight": 2.5, "rankConstant": 10, "adaptBm25": false},
             "rerank": {"enabled": true, "effort": "fast", "depth": 1, "crossEncoderWeight": 1, "halfLogit": 1.5,
                        "longPassages": "windows"},
             "filter": "plan = \"free\"", "budgetMilliseconds": 60000, "exact": true, "exploration": 40, "passagesPerDocument": 2, "stream": false}
            """)).Is(HttpStatusCode.OK).Json;
        var hit = Assert.Single(result.GetProperty("hits").EnumerateArray());
        Assert.Equal(2, hit.GetProperty("rank").GetInt32());
        Assert.Equal("belowDepth", hit.GetProperty("outcome").GetString());
        Assert.Equal(2, result.GetProperty("candidates").GetInt32());
        Assert.Equal("filteredExactScan", result.GetProperty("trace").GetProperty("indexPath").GetString());
        // The server's cross-encoder has no distilled one.
        Assert.Equal("full", result.GetProperty("trace").GetProperty("effort").GetString());
    }

    [Theory]
    [InlineData("""{"query": "key", "rerank": false}""", "rerank", "notAsked")]
    [InlineData("""{"query": "key", "rerank": {"enabled": false}}""", "rerank", "notAsked")]
    [InlineData("""{"query": "key", "rerank": null, "retrieval": "keyword"}""", "dense", "reranked")]
    [InlineData("""{"query": "key", "rerank": true, "retrieval": "dense"}""", "keyword", "reranked")]
    [InlineData("""{"query": "key", "budgetMilliseconds": 0}""", "rerank", "outOfTime")]
    public async Task Search_StageThatIsLeftOut_IsInTheTrace(string body, string skipped, string outcome)
    {
        var result = (await _server.PostAsync(Path, body)).Is(HttpStatusCode.OK).Json;
        var stage = result.GetProperty("trace").GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("stage").GetString() == skipped);
        var reason = stage.GetProperty("skipped").GetString()!;
        // In the words of the request, as all that is said over HTTP.
        Assert.Equal(skipped switch { "dense" => "retrieval is keyword", "keyword" => "retrieval is dense", _ => reason }, reason);
        Assert.Equal(outcome, result.GetProperty("hits")[0].GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("""{}""", "query", "missing")]
    [InlineData("""{"query": ""}""", "query", "0 characters")]
    [InlineData("""{"query": " "}""", "query", "blank")]
    [InlineData("""{"query": null}""", "query", "null")]
    [InlineData("""{"query": ["x"]}""", "query", "a list")]
    [InlineData("""{"query": "x", "top": 0}""", "top", "1 to 20000")]
    [InlineData("""{"query": "x", "top": 1.5}""", "top", "1.5")]
    [InlineData("""{"query": "x", "top": "5"}""", "top", "a string")]
    [InlineData("""{"query": "x", "top": 99999999999}""", "top", "whole number")]
    [InlineData("""{"query": "x", "top": 190, "skip": 20}""", "top", "raise 'candidates'")]
    [InlineData("""{"query": "x", "fusion": {"bm25Weight": 0, "similarityWeight": 0}}""", "fusion.bm25Weight", "'fusion.similarityWeight'")]
    [InlineData("""{"query": "x", "retrieval": "magic"}""", "retrieval", "hybrid, dense, keyword")]
    [InlineData("""{"query": "x", "retrieval": 1}""", "retrieval", "hybrid, dense, keyword")]
    [InlineData("""{"query": "x", "fusion": {"bm25Weight": -1}}""", "fusion.bm25Weight", "-1")]
    [InlineData("""{"query": "x", "fusion": {"method": "sum"}}""", "fusion.method", "minMax, reciprocalRank")]
    [InlineData("""{"query": "x", "rerank": "yes"}""", "rerank", "true, false")]
    [InlineData("""{"query": "x", "rerank": {"depth": 0}}""", "rerank.depth", "1 to 10000")]
    [InlineData("""{"query": "x", "rerank": {"effort": "lazy"}}""", "rerank.effort", "balanced, full, fast")]
    [InlineData("""{"query": "x", "rerank": {"halfLogit": 1e400}}""", "rerank.halfLogit", "a number")]
    [InlineData("""{"query": "x", "budgetMilliseconds": -1}""", "budgetMilliseconds", "-1")]
    [InlineData("""{"query": "x", "exact": "true"}""", "exact", "true or false")]
    public async Task Search_FieldThatIsNotAccepted_IsNamed(string body, string field, string says)
    {
        var answer = await _server.PostAsync(Path, body);
        answer.Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(field, answer.Json.GetProperty("field").GetString());
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"query": "x", "topp": 3}""", "topp", "top")]
    [InlineData("""{"query": "x", "Top": 3}""", "Top", "top")]
    [InlineData("""{"query": "x", "fusion": {"weight": 3}}""", "fusion.weight", "bm25Weight")]
    [InlineData("""{"query": "x", "rerank": {"top": 3}}""", "rerank.top", "depth")]
    public async Task Search_FieldThatIsNotKnown_NamesThoseThatAre(string body, string field, string known)
    {
        var problem = (await _server.PostAsync(Path, body)).Fails(422, "unknown-field", field);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Contains(known, problem.GetProperty("known").EnumerateArray().Select(k => k.GetString()));
    }

    [Fact]
    public async Task Search_FilterThatDoesNotFit_NamesTheFields()
    {
        var problem = (await _server.PostAsync(Path, """{"query": "x", "filter": "colour = 3", "strict": true}"""))
            .Fails(422, "invalid-filter", "colour", "plan");
        Assert.Equal("filter", problem.GetProperty("field").GetString());
        Assert.Equal(["draft", "plan", "since", "tags", "year"], problem.GetProperty("known").EnumerateArray().Select(k => k.GetString()));
        (await _server.PostAsync(Path, """{"query": "x", "filter": "plan ="}""")).Fails(422, "invalid-filter", "position 6");
    }

    [Fact]
    public async Task Search_FieldThatNoDocumentHas_IsNamedBesideTheHits()
    {
        var found = (await _server.PostAsync(Path, """{"query": "x", "filter": "colour = 3"}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(0, found.GetProperty("hits").GetArrayLength());
        Assert.Equal("colour", Assert.Single(found.GetProperty("unknownFields").EnumerateArray()).GetString());
        Assert.Contains("'colour'", found.GetProperty("trace").GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
        var all = (await _server.PostAsync(Path, """{"query": "x", "filter": "not (colour = 3)"}""")).Is(HttpStatusCode.OK).Json;
        Assert.NotEqual(0, all.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Search_StageThatFails_SaysWhyWithoutTheNamesOfCode()
    {
        var query = JsonSerializer.Serialize(new { query = string.Concat(Enumerable.Repeat("key ", 2_000)) });
        var stages = (await _server.PostAsync(Path, query)).Is(HttpStatusCode.OK).Json.GetProperty("trace").GetProperty("stages");
        var rerank = stages.EnumerateArray().Single(s => s.GetProperty("stage").GetString() == "rerank");
        var failure = rerank.GetProperty("failure").GetString();
        Assert.Contains("query", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", failure, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.QueryTooLong, rerank.GetProperty("failureCode").GetString());
    }

    [Fact]
    public async Task Search_EmptyCollection_SaysSo()
    {
        await _server.PutAsync("/v1/collections/empty");
        var result = (await _server.PostAsync("/v1/collections/empty/search", """{"query": "x"}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(0, result.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Search_ManyClientsBesideAnUpload_AllAnswer()
    {
        // Nobody is turned away: that is for other tests.
        await using var server = await TestServer.StartAsync(options => options.InteractiveTokens = 10_000_000);
        await server.SomeDocumentsAsync("busy");
        var corpus = await File.ReadAllTextAsync(Repository.PathOf("samples", "help-centre", "corpus.jsonl"), TestServer.Stop);
        var upload = server.SendAsync(HttpMethod.Post, "/v1/collections/busy/documents", corpus, "application/x-ndjson");
        var searches = Enumerable.Range(0, 20).Select(async client =>
        {
            var sequences = new List<long>();
            for (var i = 0; i < 10; i++)
            {
                var query = JsonSerializer.Serialize(new { query = $"refund number {client}.{i}", top = 3 });
                var result = (await server.PostAsync("/v1/collections/busy/search", query)).Is(HttpStatusCode.OK).Json;
                Assert.Equal(3, result.GetProperty("hits").GetArrayLength());
                Assert.False(result.GetProperty("trace").GetProperty("degraded").GetBoolean());
                sequences.Add(result.GetProperty("sequence").GetInt64());
            }

            Assert.Equal(sequences.Order(), sequences);
        });
        await Task.WhenAll(searches);
        Assert.Equal(316, (await upload).Is(HttpStatusCode.OK).Lines[^1].GetProperty("added").GetInt32());
        Assert.Equal(319, (await server.GetAsync("/v1/collections/busy")).Json.GetProperty("documents").GetInt32());
    }
}
