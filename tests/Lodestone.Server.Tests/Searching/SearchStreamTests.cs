using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Searching;

public sealed class SearchStreamTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Path = "/v1/collections/some/search";
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Search_Streamed_IsFusedThenReranked()
    {
        const string query = "how do I make an API key";
        var answer = (await _server.PostAsync(Path, $$"""{"query": "{{query}}", "stream": true}""")).Is(HttpStatusCode.OK);
        Assert.Equal("text/event-stream", answer.MediaType);
        var events = Events(answer.Body);
        Assert.Equal(["fused", "reranked"], events.Select(e => e.Name));
        var fused = events[0].Data.GetProperty("hits").EnumerateArray().ToArray();
        Assert.Equal([1, 2, 3], fused.Select(h => h.GetProperty("fused").GetProperty("rank").GetInt32()));
        Assert.All(fused, h => Assert.Equal(JsonValueKind.Null, h.GetProperty("crossEncoder").ValueKind));
        Assert.All(fused, h => Assert.Equal("pending", h.GetProperty("outcome").GetString()));
        var whole = (await _server.PostAsync(Path, $$"""{"query": "{{query}}"}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(whole.GetProperty("hits").GetRawText(), events[1].Data.GetProperty("hits").GetRawText());
    }

    [Fact]
    public async Task Search_StreamedWithoutRerank_HasBothEvents()
    {
        var events = Events((await _server.PostAsync(Path, """{"query": "key", "stream": true, "rerank": false}""")).Body);
        Assert.Equal(["fused", "reranked"], events.Select(e => e.Name));
        Assert.Equal(events[0].Data.GetProperty("hits").GetRawText(), events[1].Data.GetProperty("hits").GetRawText());
    }

    [Fact]
    public async Task Search_StreamedMistake_IsAnOrdinaryProblem() =>
        (await _server.PostAsync(Path, """{"query": "key", "stream": true, "strict": true, "filter": "colour = 1"}""")).Fails(422, "invalid-filter", "colour");

    [Fact]
    public async Task WriteAsync_LateFailure_IsAnEvent()
    {
        await using var server = await TestServer.StartAsync();
        var body = await EventsOf.WriteAsync(FailsAfterTheFirst());
        var events = Events(body);
        Assert.Equal(["fused", "error"], events.Select(e => e.Name));
        Assert.Equal("urn:lodestone:error:disk-full", events[1].Data.GetProperty("type").GetString());
    }

    private static async IAsyncEnumerable<SearchResult> FailsAfterTheFirst()
    {
        yield return new SearchResult("q", [], 0, 1, new SearchTrace(TimeSpan.Zero, [], null, false, []));
        await Task.Yield();
        throw new StoreException(ErrorCodes.DiskFull, "Full.", "x");
    }

    private static (string Name, JsonElement Data)[] Events(string body)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        return [.. SseParser.Create(stream).Enumerate().Select(e => (e.EventType, JsonElement.Parse(e.Data)))];
    }
}
