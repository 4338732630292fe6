using System.Diagnostics;
using System.Net;

namespace Lodestone.Server.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public async Task DisposeAsync_DuringAnUpload_LosesNothingAcknowledged()
    {
        using var folder = new TemporaryFolder();
        Answer answer;
        await using (var server = await RunningServer.StartAsync(options => options.ShutdownTime = TimeSpan.FromSeconds(2), folder.Path))
        {
            await server.PutAsync("/v1/collections/stream");
            var upload = UploadAsync(server, "stream");
            while ((await server.GetAsync("/v1/collections/stream")).Json.GetProperty("documents").GetInt32() == 0)
                await Task.Delay(20, RunningServer.Stop);
            await server.Server.DisposeAsync();
            answer = await upload;
        }

        var last = answer.Lines[^1];
        Assert.Equal("type problem documents", Answer.Names(last));
        Assert.Equal("error", last.GetProperty("type").GetString());
        Assert.Equal("urn:lodestone:error:server-stopping", last.GetProperty("problem").GetProperty("type").GetString());
        var acknowledged = last.GetProperty("documents").GetInt32();
        Assert.True(acknowledged >= 1000, $"{acknowledged} were acknowledged");
        await using var again = await RunningServer.StartAsync(data: folder.Path);
        var stats = (await again.GetAsync("/v1/collections/stream")).Is(HttpStatusCode.OK).Json;
        Assert.True(stats.GetProperty("documents").GetInt32() >= acknowledged);
        Assert.Empty(stats.GetProperty("notices").EnumerateArray());
        Assert.Equal("Number 7.", (await again.GetAsync("/v1/collections/stream/documents/d0000007")).Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task DisposeAsync_DuringASearch_LetsItEnd()
    {
        await using var server = await RunningServer.StartAsync();
        await server.SomeDocumentsAsync();
        var corpus = await File.ReadAllTextAsync(TinyModels.HelpCentre, RunningServer.Stop);
        await server.SendAsync(HttpMethod.Post, "/v1/collections/some/documents", corpus, "application/x-ndjson");
        var searches = Enumerable.Range(0, 8)
            .Select(i => server.PostAsync("/v1/collections/some/search", $$"""{"query": "refund {{i}}", "rerank": {"depth": 100}}""")).ToArray();
        await Task.WhenAny(searches);
        await server.Server.DisposeAsync();
        // Those that had come in are answered; one that had not yet finds nobody.
        var answered = 0;
        foreach (var search in searches)
        {
            try
            {
                (await search).Is(HttpStatusCode.OK);
                answered++;
            }
            catch (HttpRequestException)
            {
                Assert.True(answered > 0);
            }
        }
    }

    [Fact]
    public async Task DisposeAsync_IdleConnections_EndAtOnce()
    {
        await using var server = await RunningServer.StartAsync();
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
        await using var server = await RunningServer.StartAsync();
        await server.PutAsync("/v1/collections/used");
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(RunningServer.Stop);
        using var content = new SlowLines(SlowLines.Documents, perSecond: 500);
        var upload = server.Client.PostAsync(new Uri("/v1/collections/used/documents", UriKind.Relative), content, leave.Token);
        await Task.Delay(300, RunningServer.Stop);
        var deletion = server.DeleteAsync("/v1/collections/used");
        await Task.Delay(300, RunningServer.Stop);
        Assert.False(deletion.IsCompleted);
        (await server.GetAsync("/v1/collections/used")).Fails(409, "collection-being-deleted", "'used'");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        (await deletion).Is(HttpStatusCode.NoContent);
        (await server.GetAsync("/v1/collections/used")).Fails(404, "collection-not-found");
    }

    private static Task<Answer> UploadAsync(RunningServer server, string name) =>
        server.SendAsync(HttpMethod.Post, $"/v1/collections/{name}/documents", new SlowLines(SlowLines.Documents, perSecond: 20_000));
}
