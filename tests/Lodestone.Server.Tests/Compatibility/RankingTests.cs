using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Compatibility;

public sealed class RankingTests(RealServer server)
{
    private const string Query = "Does the free plan include API access?";

    private static readonly string[] Documents =
        ["Our pricing has free, pro and enterprise plans.", "", "API access is available on every plan.", "We take cards."];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/rerank", "1")]
    [InlineData("/v2/rerank", "2")]
    public async Task Rerank_Documents_AreTheLibrarysRanking(string path, string version)
    {
        var reply = await server.Server.PostAsync(path, new { query = Query, documents = Documents });

        var expected = await BundledModels.MsMarco.RerankAsync(Query, Documents, null, Token);
        Assert.Equal(200, reply.Status);
        var results = reply.Json.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(expected.Passages.Select(p => p.Index), results.Select(r => r.GetProperty("index").GetInt32()));
        Assert.Equal(expected.Passages.Select(p => p.Probability ?? 0), results.Select(r => r.GetProperty("relevance_score").GetDouble()));
        Assert.Equal(
            expected.Passages.Take(3).Select(p => p.Logit!.Value), results.Take(3).Select(r => r.GetProperty("logit").GetSingle()));
        Assert.All(results, r => Assert.False(r.TryGetProperty("document", out _)));
        Assert.Equal("ms-marco-minilm-l12-v2", reply.Json.GetProperty("model").GetString());
        Assert.Equal(expected.Passages.Sum(p => p.Tokens), reply.Json.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        var meta = reply.Json.GetProperty("meta");
        Assert.Equal(version, meta.GetProperty("api_version").GetProperty("version").GetString());
        Assert.Equal(1, meta.GetProperty("billed_units").GetProperty("search_units").GetInt32());
    }

    [Fact]
    public async Task Rerank_BlankDocument_ComesLastAndSaysSo()
    {
        var reply = await server.Server.PostAsync("/v2/rerank", new { query = Query, documents = Documents });
        var last = reply.Json.GetProperty("results")[3];
        Assert.Equal(1, last.GetProperty("index").GetInt32());
        Assert.Equal(0, last.GetProperty("relevance_score").GetDouble());
        Assert.Equal(JsonValueKind.Null, last.GetProperty("logit").ValueKind);
        Assert.Equal("blank", last.GetProperty("state").GetString());
        Assert.Contains("no words", reply.Json.GetProperty("meta").GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rerank_ObjectsWithRankFields_ReadsThoseFields()
    {
        object[] documents =
        [
            new { title = "Refunds", text = "See the terms.", year = 2024 },
            new { title = "API access on the free plan", text = "Yes.", year = 2025 },
        ];
        var reply = await server.Server.PostAsync(
            "/v1/rerank", new { query = Query, documents, rank_fields = new[] { "title", "year" }, return_documents = true, top_n = 1 });

        var expected = await BundledModels.MsMarco.ScoreAsync(Query, "API access on the free plan\n2025", Token);
        var best = Assert.Single(reply.Json.GetProperty("results").EnumerateArray());
        Assert.Equal(expected.Logit, best.GetProperty("logit").GetSingle());
        Assert.Equal("Yes.", best.GetProperty("document").GetProperty("text").GetString());
        Assert.Equal(2025, best.GetProperty("document").GetProperty("year").GetInt32());
    }

    [Fact]
    public async Task Rerank_ReturnDocumentsOfStrings_AreObjectsWithText()
    {
        var reply = await server.Server.PostAsync(
            "/v1/rerank", new { query = Query, documents = Documents, return_documents = true, top_n = 1 });
        Assert.Equal(Documents[2], reply.Json.GetProperty("results")[0].GetProperty("document").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Rerank_LongDocument_SaysWhatWasCut()
    {
        string[] documents = [string.Concat(Enumerable.Repeat("plan ", 900)), "short"];
        var query = BundledModels.MsMarco.Tokenizer.Encode(Query).Count;

        var usual = await server.Server.PostAsync("/v2/rerank", new { query = Query, documents });
        Assert.Equal(900 - (512 - 3 - query), Find(usual, 0).GetProperty("truncated_tokens").GetInt32());
        Assert.Contains("1 of 2", usual.Json.GetProperty("meta").GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);

        var less = await server.Server.PostAsync("/v2/rerank", new { query = Query, documents, max_tokens_per_doc = 100 });
        Assert.Equal(800, Find(less, 0).GetProperty("truncated_tokens").GetInt32());
        Assert.Equal((2 * (query + 3)) + 101, less.Json.GetProperty("usage").GetProperty("total_tokens").GetInt32());

        var windows = await server.Server.PostAsync("/v1/rerank", new { query = Query, documents, max_chunks_per_doc = 8 });
        Assert.False(Find(windows, 0).TryGetProperty("truncated_tokens", out _));
        var options = new RerankOptions { LongPassages = LongPassages.Windows, MaxWindows = 8 };
        var expected = await BundledModels.MsMarco.RerankAsync(Query, documents, options, Token);
        Assert.Equal(expected.Passages.First(p => p.Index == 0).Logit, Find(windows, 0).GetProperty("logit").GetSingle());
    }

    [Fact]
    public async Task Rerank_ManyDocuments_AreAllRanked()
    {
        var reply = await server.Server.PostAsync(
            "/v1/rerank", new { query = "a", documents = Enumerable.Range(0, 250).Select(i => i % 5 == 0 ? "" : "b") });
        var results = reply.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("index").GetInt32()).ToArray();
        Assert.Equal(Enumerable.Range(0, 250), results.Order());
        Assert.All(results[200..], index => Assert.Equal(0, index % 5));
        Assert.Equal(3, reply.Json.GetProperty("meta").GetProperty("billed_units").GetProperty("search_units").GetInt32());
    }

    [Theory]
    [InlineData("{\"documents\":[]}", 422, "'query' is missing")]
    [InlineData("{\"query\":\"a\"}", 422, "'documents' is missing; it is a list of up to 10000 values, each a string, or an object")]
    [InlineData("{\"query\":\" \",\"documents\":[\"a\"]}", 422, "The query is blank")]
    [InlineData("{\"query\":\"a\",\"documents\":[1]}", 422, "'documents[0]' is 1")]
    [InlineData("{\"query\":\"a\",\"documents\":[{\"title\":\"b\"}]}", 422, "has no field 'text'")]
    [InlineData("{\"query\":\"a\",\"documents\":[\"b\"],\"rank_fields\":[\"title\"]}", 422, "with 'rank_fields' documents are objects")]
    [InlineData("{\"query\":\"a\",\"documents\":[\"b\"],\"top_n\":0}", 422, "'top_n' is 0")]
    [InlineData("{\"query\":\"a\",\"documents\":[\"b\"],\"late_chunking\":true}", 422, "'late_chunking' is not a field")]
    [InlineData("{\"query\":\"a\",\"documents\":[\"b\"],\"model\":\"rerank-v3.5\"}", 404, "ms-marco-minilm-l12-v2")]
    [InlineData("{\"query\":\"a\",", 400, "not valid JSON")]
    public async Task Rerank_Mistake_IsSaidInTheirShape(string body, int status, string says)
    {
        var reply = await server.Server.PostAsync("/v1/rerank", body);
        Assert.Equal(status, reply.Status);
        Assert.Contains(says, reply.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(reply.Detail, reply.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Rerank_QueryTooLong_IsRefused()
    {
        var query = string.Concat(Enumerable.Repeat("word ", 600));
        var reply = await server.Server.PostAsync("/v2/rerank", new { query, documents = Documents });
        Assert.Equal(422, reply.Status);
        Assert.Contains("The query has 600 tokens", reply.Body, StringComparison.Ordinal);
    }

    private static JsonElement Find(TestResponse reply, int index) =>
        reply.Json.GetProperty("results").EnumerateArray().First(r => r.GetProperty("index").GetInt32() == index);
}
