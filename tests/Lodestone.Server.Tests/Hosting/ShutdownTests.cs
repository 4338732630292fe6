using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lodestone.Server.Tests.Documents;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Hosting;

[Collection(nameof(RunsAloneCollection))]
public sealed class ShutdownTests
{
    [Fact]
    public async Task DisposeAsync_DuringAnUpload_LosesNothingAcknowledged()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<JsonElement> lines;
        // A quarter of it is left for the last batch and the last line, which a machine that is busy with other things needs.
        await using (var server = await TestServer.StartAsync(options => options.ShutdownTime = TimeSpan.FromSeconds(8), data: folder.Path))
        {
            await server.PutAsync("/v1/collections/stream");
            var upload = RawUpload.RunAsync(server.Address, "/v1/collections/stream/documents", UnfinishedLines.Documents);
            await Waiting.UntilAsync(async () => await server.CountAsync("stream") > 0);
            await server.Server.DisposeAsync();
            lines = await upload;
        }

        Assert.Equal("type problem documents", TestResponse.Names(lines[^1]));
        Assert.Equal("error", lines[^1].GetProperty("type").GetString());
        Assert.Equal("urn:lodestone:error:server-stopping", lines[^1].GetProperty("problem").GetProperty("type").GetString());
        var acknowledged = lines[^1].GetProperty("documents").GetInt32();
        Assert.True(acknowledged >= 1000, $"{acknowledged} were acknowledged");
        await using var again = await TestServer.StartAsync(data: folder.Path);
        var stats = (await again.GetAsync("/v1/collections/stream")).Is(HttpStatusCode.OK).Json;
        Assert.True(stats.GetProperty("documents").GetInt32() >= acknowledged);
        Assert.Empty(stats.GetProperty("notices").EnumerateArray());
        Assert.Equal("Number 7.", (await again.GetAsync("/v1/collections/stream/documents/d0000007")).Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task DisposeAsync_DuringASearch_LetsItEnd()
    {
        await using var server = await TestServer.StartAsync();
        await server.PutAsync("/v1/collections/help");
        var corpus = await File.ReadAllTextAsync(Repository.PathOf("samples", "help-centre", "corpus.jsonl"), TestServer.Stop);
        (await server.SendAsync(HttpMethod.Post, "/v1/collections/help/documents", corpus, "application/x-ndjson")).Is(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/collections/help/search", UriKind.Relative))
        {
            Content = new StringContent(
                """{"query": "refund", "stream": true, "rerank": {"depth": 100}}""", MediaTypeHeaderValue.Parse("application/json")),
        };
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestServer.Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestServer.Stop));
        Assert.Equal("event: fused", await reader.ReadLineAsync(TestServer.Stop));
        var stopping = server.Server.DisposeAsync();
        Assert.Contains("event: reranked", await reader.ReadToEndAsync(TestServer.Stop), StringComparison.Ordinal);
        await stopping;
    }

    [Fact]
    public async Task DisposeAsync_IdleConnections_EndAtOnce()
    {
        // Far more time than the test has: a connection that is waited for would be a hang.
        await using var server = await TestServer.StartAsync(options => options.ShutdownTime = TimeSpan.FromDays(1));
        (await server.GetAsync("/v1/health")).Is(HttpStatusCode.OK);
        await server.Server.ModelsLoaded;
        await server.Server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(3), TestServer.Stop);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.GetAsync("/v1/health"));
    }

    [Fact]
    public async Task Delete_CollectionInUse_WaitsForItsUsers()
    {
        await using var server = await TestServer.StartAsync();
        await server.PutAsync("/v1/collections/used");
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Stop);
        using var content = new UnfinishedLines(1_500);
        var upload = server.Client.PostAsync(new Uri("/v1/collections/used/documents", UriKind.Relative), content, leave.Token);
        await Waiting.UntilAsync(async () => await server.CountAsync("used") == 1_000);
        var deletion = server.DeleteAsync("/v1/collections/used");
        await Waiting.UntilAsync(async () => (await server.GetAsync("/v1/collections/used")).Status != 200);
        (await server.GetAsync("/v1/collections/used")).Fails(409, "collection-being-deleted", "'used'");
        Assert.False(deletion.IsCompleted);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        (await deletion).Is(HttpStatusCode.NoContent);
        (await server.GetAsync("/v1/collections/used")).Fails(404, "collection-not-found");
    }
}
