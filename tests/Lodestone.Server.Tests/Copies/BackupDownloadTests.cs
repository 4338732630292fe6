using System.Formats.Tar;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Copies;

/// <summary>A backup and an export over HTTP: whole, or ended in a way that the client sees; nothing is left in the data folder.</summary>
public sealed class BackupDownloadTests
{
    private const string Backup = "/v1/collections/help/backup";

    private static readonly string Documents = string.Join('\n', Enumerable.Range(0, 40)
        .Select(i => $$"""{"id":"d{{i}}","title":"Sheet {{i}}","text":"river stone {{i}} paper light","metadata":{"number":{{i}} } }"""));

    [Fact]
    public async Task Backup_OfACollection_IsATarThatOpensAndAnswersTheSame()
    {
        await using var server = await StartAsync();
        using var response = await server.Client.GetAsync(new Uri(Backup, UriKind.Relative), TestServer.Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-tar", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("help.tar", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        using var unpacked = new TemporaryFolder();
        await TarFile.ExtractToDirectoryAsync(await response.Content.ReadAsStreamAsync(TestServer.Stop), unpacked.Path, false, TestServer.Stop);
        Assert.Empty(Left(server));

        var found = (await server.PostAsync("/v1/collections/help/search", """{"query":"river 7"}""")).Is(HttpStatusCode.OK).Json;
        await using (var copy = await Collection.OpenAsync(unpacked["help"], TinyModels.Options with { BiEncoder = null }, TestServer.Stop))
        {
            Assert.Empty(copy.Notices);
            Assert.Empty((await copy.CheckAsync(cancellationToken: TestServer.Stop)).Problems);
            var ours = await copy.SearchAsync("river 7", cancellationToken: TestServer.Stop);
            Assert.Equal(
                found.GetProperty("hits").EnumerateArray()
                    .Select(h => (h.GetProperty("documentId").GetString(), h.GetProperty("finalScore").GetDouble())),
                ours.Hits.Select(h => ((string?)h.DocumentId, h.FinalScore)));
        }

        // Restored: put where the server has its collections, under a name of its own.
        Directory.Move(unpacked["help"], Path.Combine(server.Data, "collections", "restored"));
        Assert.Equal(40, (await server.GetAsync("/v1/collections/restored")).Is(HttpStatusCode.OK).Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task Backup_ClientLeavesWithinIt_IsEndedAndDeleted()
    {
        await using var server = await StartAsync();
        // Larger than all buffers between the server and a client that does not read.
        var large = new string(' ', 1 << 20);
        for (var i = 0; i < 20; i++)
            (await server.PutAsync($"/v1/collections/help/documents/large{i}", JsonSerializer.Serialize(new { text = large }))).Is(HttpStatusCode.Created);
        using (var client = new TcpClient { LingerState = new LingerOption(true, 0) })
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, TestServer.Stop);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {Backup} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), TestServer.Stop);
            var status = new byte[12];
            await client.GetStream().ReadExactlyAsync(status, TestServer.Stop);
            Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(status));
            Assert.NotEmpty(Left(server));
            // One at a time, and it is not that of a client that reads nothing forever.
            var second = await server.GetAsync(Backup);
            Assert.Equal("urn:lodestone:error:overloaded", second.Is(HttpStatusCode.TooManyRequests).Json.GetProperty("type").GetString());
            Assert.Equal("30", second.Headers["Retry-After"]);
        }

        await Waiting.UntilAsync(() => Left(server).Length == 0);
        await Waiting.UntilAsync(async () => (await server.GetAsync(Backup)).Status == 200);
        Assert.Empty(Left(server));
    }

    [Fact]
    public async Task Backup_DeadlinePasses_IsAProblemAndLeavesNothing()
    {
        await using var server = await StartAsync();
        using var refused = new HttpRequestMessage(HttpMethod.Get, new Uri(Backup, UriKind.Relative));
        refused.Headers.Add("Lodestone-Deadline-Milliseconds", "soon");
        using var answer = await server.Client.SendAsync(refused, TestServer.Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(Left(server));
    }

    [Theory]
    [InlineData("/v1/collections/absent/backup", 404)]
    [InlineData("/v1/collections/absent/export", 404)]
    [InlineData("/v1/collections/NO/backup", 422)]
    [InlineData("/v1/collections/NO/export", 422)]
    [InlineData("/v1/collections/help/backup?to=here", 422)]
    public async Task Copies_OfWhatIsNotThere_AreProblems(string path, int status)
    {
        await using var server = await StartAsync();
        Assert.Equal(status, (await server.GetAsync(path)).Status);
        Assert.Empty(Left(server));
        // The refusal has released the right to make one.
        Assert.Equal(200, (await server.GetAsync(Backup)).Status);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("export")]
    public async Task Copies_KeyWithoutTheScopeAdmin_AreRefused(string route)
    {
        await using var server = await StartAsync();
        var key = new KeyStore(server.Data).Add(KeyScope.Write).Secret;
        var answer = await server.GetAsync($"/v1/collections/help/{route}", ("Authorization", $"Bearer {key}"));
        Assert.Equal(HttpStatusCode.Forbidden, (HttpStatusCode)answer.Status);
    }

    [Fact]
    public async Task StartAsync_BackupOfAKilledServer_IsDeleted()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".backups/0123/lodestone.db.partial", "half");
        await using var server = await TestServer.StartAsync(data: folder.Path);
        Assert.Empty(Left(server));
    }

    [Fact]
    public async Task Export_OfACollection_ImportsWithoutEmbedding()
    {
        await using var server = await StartAsync();
        using var response = await server.Client.GetAsync(new Uri("/v1/collections/help/export", UriKind.Relative), TestServer.Stop);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        using var folder = new TemporaryFolder();
        var report = await Collection.ImportIntoAsync(
            folder["copy"], await response.Content.ReadAsStreamAsync(TestServer.Stop), cancellationToken: TestServer.Stop);
        Assert.Equal((40, 0, 0), (report.Added, report.Embedded, report.Problems.Count));
    }

    [Fact]
    public async Task Import_OfAnExport_TakesItInOrSaysWhyNot()
    {
        await using var server = await StartAsync();
        var exported = (await server.GetAsync("/v1/collections/help/export")).Is(HttpStatusCode.OK).Body;
        await server.PutAsync("/v1/collections/copy");
        const string import = "/v1/collections/copy/import";
        var report = (await server.SendAsync(HttpMethod.Post, import, exported, "application/x-ndjson")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((40, 0), (report.GetProperty("added").GetInt32(), report.GetProperty("embedded").GetInt32()));
        var again = (await server.SendAsync(HttpMethod.Post, import, exported[..^50], "application/x-ndjson")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(39, again.GetProperty("unchanged").GetInt32());
        Assert.Equal(41, again.GetProperty("problems")[0].GetProperty("line").GetInt32());

        Assert.Equal(415, (await server.SendAsync(HttpMethod.Post, import, exported, "application/json")).Status);
        foreach (var (body, status, code) in new[]
        {
            (Documents, 422, "export-malformed"),
            (exported.Replace("\"version\":1", "\"version\":9", StringComparison.Ordinal), 422, "export-version-unknown"),
            (exported.Replace("\"checksum\":\"", "\"checksum\":\"0", StringComparison.Ordinal), 409, "export-model-differs"),
        })
        {
            var refused = await server.SendAsync(HttpMethod.Post, import, body, "application/x-ndjson");
            Assert.Equal((status, $"urn:lodestone:error:{code}"), (refused.Status, refused.Json.GetProperty("type").GetString()));
            Assert.DoesNotContain(Repository.Root, refused.Body, StringComparison.Ordinal);
        }
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        await server.PutAsync("/v1/collections/help");
        (await server.SendAsync(HttpMethod.Post, "/v1/collections/help/documents", Documents, "application/x-ndjson")).Is(HttpStatusCode.OK);
        return server;
    }

    private static string[] Left(TestServer server) => Directory.GetFileSystemEntries(server.Data, ".backups");
}
