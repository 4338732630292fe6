using Lodestone.Contracts.Client;

namespace Lodestone.Contracts.Tests.Client;

/// <summary>Addresses, arguments, and which calls are sent again.</summary>
public sealed class ClientCallTests
{
    private const string NoModels = """{"models":[]}""";

    private static readonly string Busy = StrangeServer.Fails("overloaded", 429, "Retry-After: 0\r\n");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "help", "/v1/collections/help")]
    [InlineData("/", "help", "/v1/collections/help")]
    [InlineData("/search", "help", "/search/v1/collections/help")]
    [InlineData("/a/b/", "help", "/a/b/v1/collections/help")]
    [InlineData("/a%2Fb", "help", "/a%2Fb/v1/collections/help")]
    [InlineData("", "a/b", "/v1/collections/a%2Fb")]
    [InlineData("", "../models", "/v1/collections/..%2Fmodels")]
    [InlineData("", "..\\models", "/v1/collections/..%5Cmodels")]
    [InlineData("", "%2e%2e", "/v1/collections/%252e%252e")]
    [InlineData("", "a?b#c", "/v1/collections/a%3Fb%23c")]
    [InlineData("", "a b+c&d=e", "/v1/collections/a%20b%2Bc%26d%3De")]
    [InlineData("", "\u00fc\U0001F600", "/v1/collections/%C3%BC%F0%9F%98%80")]
    public async Task Call_AddressAndName_AreJoinedWithoutLoss(string prefix, string name, string target)
    {
        await using var server = new StrangeServer(StrangeServer.Fails("collection-not-found", 404));
        using var client = new LodestoneClient(new Uri(server.Address, prefix));
        Assert.Equal(
            "collection-not-found",
            (await Assert.ThrowsAsync<LodestoneClientException>(() => client.GetCollectionAsync(name, Stop))).Code);
        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public void Call_NameThatNoAddressHolds_IsRefused()
    {
        using var client = new LodestoneClient(new Uri("http://127.0.0.1:1"));
        // Half a character is no text that a row of a theory could hold.
        foreach (var name in (string[])[".", "..", "a\ud800", new string('a', 100_000)])
        {
            var mistake = Assert.Throws<InvalidArgumentException>(() => { _ = client.DeleteCollectionAsync(name, Stop); });
            Assert.Equal(ErrorCodes.NameNotAddressable, mistake.Code);
        }
    }

    [Fact]
    public async Task GetDocument_IdWithHalfACharacter_IsRefused()
    {
        using var client = new LodestoneClient(new Uri("http://127.0.0.1:1"));
        var mistake = await Assert.ThrowsAsync<InvalidArgumentException>(() => client.GetDocumentAsync("a", "\udc00", Stop));
        Assert.Equal(ErrorCodes.DocumentIdInvalid, mistake.Code);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://me:secret@127.0.0.1")]
    [InlineData("http://127.0.0.1/?a=b")]
    [InlineData("http://127.0.0.1/#a")]
    [InlineData("/v1")]
    public void Address_OfNoServer_IsRefused(string address)
    {
        var mistake = Assert.Throws<InvalidArgumentException>(() => new LodestoneClient(new Uri(address, UriKind.RelativeOrAbsolute)));
        Assert.Equal(ErrorCodes.ServerAddressInvalid, mistake.Code);
        Assert.DoesNotContain("secret", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_OfClientWithout_IsRefused()
    {
        using var http = new HttpClient();
        Assert.Equal(ErrorCodes.ServerAddressInvalid, Assert.Throws<InvalidArgumentException>(() => new LodestoneClient(http)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ls_a b")]
    [InlineData("ls_a\r\nX: y")]
    [InlineData("ls_\u00fc")]
    public void ApiKey_ThatNoHeaderHolds_IsRefusedAndNotShown(string key)
    {
        var mistake = Assert.Throws<InvalidArgumentException>(() => new LodestoneClient(new Uri("http://127.0.0.1:1"), key));
        Assert.Equal(ErrorCodes.ApiKeyInvalid, mistake.Code);
        Assert.DoesNotContain("ls_", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 0)]
    public void Options_OutOfRange_AreRefused(int retries, int seconds, int bytes)
    {
        var options = new LodestoneClientOptions
        {
            MaxRetries = retries, Timeout = TimeSpan.FromSeconds(seconds), MaxResponseBytes = bytes,
        };
        Assert.Equal(
            ErrorCodes.OutOfRange,
            Assert.Throws<InvalidRangeException>(() => new LodestoneClient(new Uri("http://127.0.0.1:1"), options: options)).Code);
    }

    [Fact]
    public async Task Call_ThatReads_IsSentAgainWhenAskedTo()
    {
        await using var server = new StrangeServer(Busy, StrangeServer.Fails("server-stopping", 503, "Retry-After: 0\r\n"), StrangeServer.Json(NoModels));
        using var client = new LodestoneClient(server.Address);
        Assert.Empty(await client.ListModelsAsync(Stop));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Call_Refused_IsSentAsOftenAsTheOptionSays()
    {
        await using var server = new StrangeServer(Busy, Busy, Busy, Busy);
        using var client = new LodestoneClient(server.Address, options: new LodestoneClientOptions { MaxRetries = 1 });
        Assert.Equal("overloaded", (await Assert.ThrowsAsync<LodestoneClientException>(() => client.ListModelsAsync(Stop))).Code);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(429, "Retry-After: 3600\r\n")]
    [InlineData(500, "Retry-After: 0\r\n")]
    public async Task Call_WithoutAPauseToWaitFor_IsSentOnce(int status, string headers)
    {
        await using var server = new StrangeServer(StrangeServer.Fails("overloaded", status, headers), StrangeServer.Json(NoModels));
        using var client = new LodestoneClient(server.Address);
        Assert.Equal(status, (await Assert.ThrowsAsync<LodestoneClientException>(() => client.ListModelsAsync(Stop))).Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Call_ThatDeletesOrUploads_IsSentOnce()
    {
        await using var server = new StrangeServer(Busy, Busy, Busy);
        using var client = new LodestoneClient(server.Address);
        await Assert.ThrowsAsync<LodestoneClientException>(() => client.DeleteDocumentsAsync("a", ["x"], Stop));
        await Assert.ThrowsAsync<LodestoneClientException>(() => client.DeleteCollectionAsync("a", Stop));
        await Assert.ThrowsAsync<LodestoneClientException>(
            () => client.UploadAsync("a", AsyncEnumerable.Empty<Document>(), cancellationToken: Stop));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Call_CutOff_IsSentOnce()
    {
        await using var server = new StrangeServer("HTTP/1.1 200 OK\r\n", StrangeServer.Json(NoModels));
        using var client = new LodestoneClient(server.Address);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(() => client.ListModelsAsync(Stop));
        Assert.Equal(ErrorCodes.ResponseIncomplete, failure.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Upload_SourceThatFails_ThrowsItsOwnException()
    {
        await using var server = new StrangeServer(StrangeServer.Answer("application/x-ndjson", ""));
        using var client = new LodestoneClient(server.Address);
        var failure = await Assert.ThrowsAsync<IOException>(() => client.UploadAsync("a", FailingAsync(), cancellationToken: Stop));
        Assert.Equal("mine", failure.Message);

        static async IAsyncEnumerable<Document> FailingAsync()
        {
            yield return new Document { Id = "1", Text = "x" };
            await Task.CompletedTask;
            throw new IOException("mine");
        }
    }
}
