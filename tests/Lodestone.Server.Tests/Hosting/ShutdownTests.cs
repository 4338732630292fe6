using System.Diagnostics;
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
        await using (var server = await TinyServer.StartAsync(options => options.ShutdownTime = TimeSpan.FromSeconds(8), folder.Path))
        {
            await server.PutAsync("/v1/collections/stream");
            var upload = RawUpload.RunAsync(server.Server.Addresses[0], "/v1/collections/stream/documents", SlowLines.Documents);
            while ((await server.GetAsync("/v1/collections/stream")).Json.GetProperty("documents").GetInt32() == 0)
                await Task.Delay(20, TinyServer.Stop);
            await server.Server.DisposeAsync();
            lines = await upload;
        }

        Assert.Equal("type problem documents", Answer.Names(lines[^1]));
        Assert.Equal("error", lines[^1].GetProperty("type").GetString());
        Assert.Equal("urn:lodestone:error:server-stopping", lines[^1].GetProperty("problem").GetProperty("type").GetString());
        var acknowledged = lines[^1].GetProperty("documents").GetInt32();
        Assert.True(acknowledged >= 1000, $"{acknowledged} were acknowledged");
        await using var again = await TinyServer.StartAsync(data: folder.Path);
        var stats = (await again.GetAsync("/v1/collections/stream")).Is(HttpStatusCode.OK).Json;
        Assert.True(stats.GetProperty("documents").GetInt32() >= acknowledged);
        Assert.Empty(stats.GetProperty("notices").EnumerateArray());
        Assert.Equal("Number 7.", (await again.GetAsync("/v1/collections/stream/documents/d0000007")).Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task DisposeAsync_DuringASearch_LetsItEnd()
    {
        await using var server = await TinyServer.StartAsync();
        await server.PutAsync("/v1/collections/help");
        var corpus = await File.ReadAllTextAsync(Repository.PathOf("samples", "help-centre", "corpus.jsonl"), TinyServer.Stop);
        (await server.SendAsync(HttpMethod.Post, "/v1/collections/help/documents", corpus, "application/x-ndjson")).Is(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/collections/help/search", UriKind.Relative))
        {
            Content = new StringContent(
                """{"query": "refund", "stream": true, "rerank": {"depth": 100}}""", MediaTypeHeaderValue.Parse("application/json")),
        };
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TinyServer.Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TinyServer.Stop));
        Assert.Equal("event: fused", await reader.ReadLineAsync(TinyServer.Stop));
        var stopping = server.Server.DisposeAsync();
        Assert.Contains("event: reranked", await reader.ReadToEndAsync(TinyServer.Stop), StringComparison.Ordinal);
        await stopping;
    }

    [Fact]
    public async Task DisposeAsync_IdleConnections_EndAtOnce()
    {
        await using var server = await TinyServer.StartAsync();
        (await server.GetAsync("/v1/health")).Is(HttpStatusCode.OK);
        await server.Server.ModelsLoaded;
        var clock = Stopwatch.StartNew();
        await server.Server.DisposeAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.GetAsync("/v1/health"));
    }

    [Fact]
    public async Task Delete_CollectionInUse_WaitsForItsUsers()
    {
        await using var server = await TinyServer.StartAsync();
        await server.PutAsync("/v1/collections/used");
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TinyServer.Stop);
        using var content = new SlowLines(SlowLines.Documents, perSecond: 500);
        var upload = server.Client.PostAsync(new Uri("/v1/collections/used/documents", UriKind.Relative), content, leave.Token);
        await Task.Delay(300, TinyServer.Stop);
        var deletion = server.DeleteAsync("/v1/collections/used");
        await Task.Delay(300, TinyServer.Stop);
        Assert.False(deletion.IsCompleted);
        (await server.GetAsync("/v1/collections/used")).Fails(409, "collection-being-deleted", "'used'");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        (await deletion).Is(HttpStatusCode.NoContent);
        (await server.GetAsync("/v1/collections/used")).Fails(404, "collection-not-found");
    }
}
