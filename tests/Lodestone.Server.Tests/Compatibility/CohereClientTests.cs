using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Compatibility;

/// <summary>Reranking by Cohere's own client (cohere-ai of npm), on Node.js.</summary>
public sealed class CohereClientTests(RealServer server)
{
    private const string Query = "Does the free plan include API access?";

    private static readonly string[] Documents =
        ["Our pricing has free, pro and enterprise plans.", "", "API access is available on every plan.", "We take cards."];

    [Fact]
    public async Task Rerank_BothVersions_AreUnderstoodByTheClient()
    {
        var objects = new[] { new { title = "Plans", text = Documents[0] }, new { title = "API", text = Documents[2] } };
        var input = JsonSerializer.Serialize(new { query = Query, documents = Documents, objects });

        var said = JsonElement.Parse(await NodeClients.RunAsync("cohere.mjs", input, server.Server.Address.ToString(), "none"));

        var token = TestContext.Current.CancellationToken;
        var expected = await BundledModels.MsMarco.RerankAsync(Query, Documents, null, token);
        var second = said.GetProperty("v2");
        Assert.Equal(
            expected.Passages.Select(p => (p.Index, p.Probability ?? 0)),
            second.GetProperty("results").EnumerateArray()
                .Select(r => (r.GetProperty("index").GetInt32(), r.GetProperty("relevanceScore").GetDouble())));
        Assert.Equal("2", second.GetProperty("meta").GetProperty("apiVersion").GetProperty("version").GetString());
        Assert.Equal(1, second.GetProperty("meta").GetProperty("billedUnits").GetProperty("searchUnits").GetInt32());
        Assert.Contains("no words", second.GetProperty("meta").GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);

        Assert.Equal(2, said.GetProperty("top").GetProperty("results").GetArrayLength());
        Assert.Contains("in part", said.GetProperty("top").GetProperty("meta").GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);

        var first = said.GetProperty("v1").GetProperty("results")[0];
        Assert.Equal(1, first.GetProperty("index").GetInt32());
        Assert.Equal(Documents[2], first.GetProperty("document").GetProperty("text").GetString());
        var pair = await BundledModels.MsMarco.ScoreAsync(Query, "API\n" + Documents[2], token);
        Assert.Equal(pair.Probability, first.GetProperty("relevanceScore").GetDouble());

        Assert.Equal(404, said.GetProperty("unknown").GetProperty("status").GetInt32());
        Assert.Contains("ms-marco-minilm-l12-v2",
            said.GetProperty("unknown").GetProperty("body").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(422, said.GetProperty("blank").GetProperty("status").GetInt32());
    }
}
