using System.Globalization;
using Lodestone.Server.Admission;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Admission;

/// <summary>Filters as work: what they are admitted as, and how a search ends whose time is over within one.</summary>
public sealed class FilterWorkTests : IAsyncLifetime
{
    // 1,000 comparisons.
    private static readonly string Heavy = string.Join(" or ", Enumerable.Range(0, 1_000).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"n > {i}.5")));

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(options => options.InteractiveTokens = 20);
        Assert.Equal(201, (await _server.PutAsync("/v1/collections/some")).Status);
        var tags = Enumerable.Range(0, 150).Select(i => $"t{i}").ToArray();
        var documents = Enumerable.Range(0, 60).Select(n => new { id = $"d{n}", text = "text", metadata = new { n, tags } });
        Assert.Equal(200, (await _server.PostAsync("/v1/collections/some/documents", new { documents })).Status);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Search_BudgetEndsInTheFilter_IsGatewayTimeoutWithItsType()
    {
        var reply = await _server.PostAsync("/v1/collections/some/search", new
        {
            query = "text",
            rerank = false,
            filter = "exists tags",
            budgetMilliseconds = 0,
        });
        Assert.Equal((504, "budget-spent"), (reply.Status, reply.Kind));
        Assert.Contains("0 ms", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(0, _server.Gate.Waiting(Lodestone.WorkPriority.Interactive));
        var small = await _server.PostAsync(
            "/v1/collections/some/search", new { query = "text", rerank = false, filter = "n = 3", budgetMilliseconds = 0 });
        Assert.Equal((200, "d3"), (small.Status, small.Json.GetProperty("hits")[0].GetProperty("documentId").GetString()));
    }

    [Fact]
    public async Task Search_HeavyFilter_IsAdmittedAsMoreWork()
    {
        const string Search = "/v1/collections/some/search";
        Assert.Equal("interactive", await PriorityOfAsync(Search, new { query = "a", rerank = false, filter = "n > 3" }));
        Assert.Equal("bulk", await PriorityOfAsync(Search, new { query = "a", rerank = false, filter = Heavy }));
        Assert.Equal("bulk", await PriorityOfAsync("/v1/collections/some/documents/delete", new { filter = Heavy }));
    }

    [Fact]
    public void OfFilter_ComparisonsTimesDocuments_InTokens()
    {
        Assert.Equal(1_000L * 200_000 / 2_048, TokenEstimate.OfFilter(Filter.Parse(Heavy), 200_000));
        Assert.Equal(0, TokenEstimate.OfFilter(Filter.Parse("n > 1"), 2_000));
    }

    private async Task<string> PriorityOfAsync(string path, object body)
    {
        var reply = await _server.PostAsync(path, body);
        Assert.Equal(200, reply.Status);
        return reply.Headers["Lodestone-Priority"];
    }
}
