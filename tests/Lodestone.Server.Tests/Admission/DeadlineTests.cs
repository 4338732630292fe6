using System.Text;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Admission;

/// <summary>Requests that are given a time.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private const string Header = "Lodestone-Deadline-Milliseconds";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        Assert.Equal(201, (await _server.PutAsync("/v1/collections/some")).Status);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Rerank_TimeIsOver_SaysHowFarItCame()
    {
        var documents = Enumerable.Range(0, 10_000).Select(i => $"Invoice {i} was paid by card, and the receipt was sent by mail.");
        var reply = await _server.PostAsync("/v1/rerank", new { query = "who paid?", documents }, (Header, "300"));
        Assert.Equal(504, reply.Status);
        Assert.Matches("300 ms were given by Lodestone-Deadline-Milliseconds. (\\d+ of \\d+ tokens were read|Nothing was read yet)", reply.Detail);
        Assert.Equal(0, _server.Gate.Waiting(Lodestone.WorkPriority.Bulk));
    }

    [Fact]
    public async Task Search_TimeIsOver_AnswersWithWhatItHas()
    {
        var write = await _server.PostAsync(
            "/v1/collections/some/documents", new { documents = new[] { new { id = "a", text = "Invoices are paid by card." } } });
        Assert.Equal(200, write.Status);

        var reply = await _server.PostAsync("/v1/collections/some/search", new { query = "who pays invoices?" }, (Header, "1"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("a", reply.Json.GetProperty("hits")[0].GetProperty("documentId").GetString());
        Assert.Equal("outOfTime", reply.Json.GetProperty("hits")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Batch_TimeIsOver_WritesNothing()
    {
        var documents = Enumerable.Range(0, 1_000).Select(i => new { id = $"{i}", text = $"Invoice {i} was paid by card." });
        var reply = await _server.PostAsync("/v1/collections/some/documents", new { documents }, (Header, "5"));
        Assert.Equal((504, "deadline-passed"), (reply.Status, reply.Kind));
        var list = await _server.GetAsync("/v1/collections/some/documents");
        Assert.Equal(0, list.Json.GetProperty("documents").GetArrayLength());
    }

    [Fact]
    public async Task Stream_TimeIsOver_EndsWithAnError()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i =>
            JsonSerializer.Serialize(new { id = $"{i}", text = $"Invoice {i} was paid by card." }) + "\n"));
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        var reply = await _server.SendAsync(HttpMethod.Post, "/v1/collections/some/documents", content, (Header, "1000"));
        var last = reply.Lines[^1];
        Assert.Contains("deadline-passed", last.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("bulk", reply.Status == 200 ? reply.Headers["Lodestone-Priority"] : "bulk");
        Assert.Equal(0, _server.Gate.Waiting(Lodestone.WorkPriority.Bulk));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("86400001")]
    public async Task Header_NotMilliseconds_IsRefused(string value)
    {
        var reply = await _server.PostAsync("/v1/rerank", new { query = "a", documents = new[] { "b" } }, (Header, value));
        Assert.Equal(400, reply.Status);
        Assert.Contains($"found '{value}'", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_OwnLimit_StopsARequestToo()
    {
        await using var strict = await TestServer.StartAsync(options => options.RequestTime = TimeSpan.FromMilliseconds(100));
        var documents = Enumerable.Range(0, 10_000).Select(i => $"Invoice {i} was paid by card.");
        var reply = await strict.PostAsync("/v1/rerank", new { query = "who paid?", documents }, (Header, "60000"));
        Assert.Equal(504, reply.Status);
        Assert.Contains("the server gives a request no more time", reply.Detail, StringComparison.Ordinal);
    }
}
