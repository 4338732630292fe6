using System.Collections.Concurrent;
using System.Text.Json;
using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Admission;

/// <summary>More work than the server takes: what is refused, what is answered, and who goes first.</summary>
public sealed class OverloadTests
{
    private const int Documents = 60;

    private static readonly (string, string) Bulk = ("Lodestone-Priority", "bulk");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_BeyondTheBound_AreRefusedAtOnceAndTheOthersAnswered()
    {
        // Room for three requests of the sixteen that come at once, again and again.
        await using var server = await TestServer.StartAsync(options => options.InteractiveTokens = 3 * Tokens(Documents));
        using var measured = new Measured(server);
        var replies = new ConcurrentBag<TestResponse>();

        await Parallel.ForAsync(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (_, _) =>
        {
            for (var i = 0; i < 12; i++)
                replies.Add(await server.PostAsync("/v1/rerank", Ranking(Documents), ("Lodestone-Priority", "interactive")));
        });

        var refused = replies.Where(r => r.Status == 429).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, r => Assert.InRange(int.Parse(r.Headers["Retry-After"], null), 1, 3_600));
        Assert.All(refused, r => Assert.Contains("tokens of interactive work wait", r.Detail, StringComparison.Ordinal));
        var answered = replies.Where(r => r.Status != 429).ToArray();
        Assert.True(answered.Length >= 16, $"only {answered.Length} were answered");
        var expected = answered[0].Json.GetProperty("results").GetRawText();
        Assert.All(answered, r =>
        {
            Assert.Equal(200, r.Status);
            Assert.Equal(expected, r.Json.GetProperty("results").GetRawText());
        });
        Assert.Equal(0, server.Gate.Waiting(WorkPriority.Interactive));
        Assert.Equal(refused.Length, measured.Total("lodestone.queue.requests.refused"));
        Assert.Equal(answered.Length, measured.Total("lodestone.queue.requests.admitted"));
        Assert.Equal(answered.Length * (long)Tokens(Documents), measured.Total("lodestone.queue.tokens.read"));
    }

    [Fact]
    public async Task Bulk_FillingTheQueue_LetsInteractivePass()
    {
        await using var server = await TestServer.StartAsync(options => options.BulkTokens = 100_000);
        var bulk = server.PostAsync("/v1/rerank", Ranking(8_000), Bulk);
        await Waiting.UntilAsync(() => server.Gate.Waiting(WorkPriority.Bulk) > 0);

        var refused = await server.PostAsync("/v1/rerank", Ranking(Documents), Bulk);
        var interactive = await server.PostAsync("/v1/rerank", Ranking(Documents));

        Assert.Equal(429, refused.Status);
        Assert.Contains("tokens of bulk work wait", refused.Detail, StringComparison.Ordinal);
        Assert.Equal((200, "interactive"), (interactive.Status, interactive.Headers["Lodestone-Priority"]));
        Assert.False(bulk.IsCompleted, "the bulk request was done before the interactive one");
        Assert.Equal(8_000, (await bulk).Json.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task Request_LargerThanBothBounds_RunsAsBulkAndSaysSo()
    {
        await using var server = await TestServer.StartAsync(options => (options.InteractiveTokens, options.BulkTokens) = (100, 200));
        var reply = await server.PostAsync("/v1/rerank", Ranking(Documents), ("Lodestone-Priority", "interactive"));
        Assert.Equal((200, "bulk"), (reply.Status, reply.Headers["Lodestone-Priority"]));
    }

    [Fact]
    public async Task Client_ThatWentAway_LeavesNoWorkBehind()
    {
        await using var server = await TestServer.StartAsync();
        using var measured = new Measured(server);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var content = new StringContent(JsonSerializer.Serialize(Ranking(10_000)), null, "application/json");
        var request = server.Client.PostAsync(new Uri("/v1/rerank", UriKind.Relative), content, leaving.Token);
        await Waiting.UntilAsync(() => server.Gate.Waiting(WorkPriority.Bulk) > 0);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        await Waiting.UntilAsync(() => server.Gate.Waiting(WorkPriority.Bulk) == 0);
        await Waiting.UntilAsync(() => measured.Total("lodestone.queue.requests.dropped") == 1);
        Assert.InRange(measured.Total("lodestone.queue.tokens.read"), 0, Tokens(10_000) - 1);
    }

    [Fact]
    public async Task Priority_SomethingElse_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var reply = await server.PostAsync("/v1/rerank", Ranking(1), ("Lodestone-Priority", "urgent"));
        Assert.Equal(400, reply.Status);
        Assert.Contains("'interactive' or 'bulk'; found 'urgent'", reply.Detail, StringComparison.Ordinal);
    }

    private static object Ranking(int documents) => new
    {
        query = "how do I pay?",
        documents = Enumerable.Range(0, documents).Select(i => $"Invoice {i % 10} was paid by card, and the receipt was sent by mail."),
    };

    private static int Tokens(int documents)
    {
        using var encoder = CrossEncoder.Load(TinyModels.Folder("bert-reranker"));
        string[] texts =
            [.. Enumerable.Range(0, documents).Select(i => $"Invoice {i % 10} was paid by card, and the receipt was sent by mail.")];
        return (int)encoder.Prepare("how do I pay?", texts, null, Token).Tokens;
    }
}
