using System.Net;
using System.Net.Sockets;
using Lodestone.Contracts.Client;
using Lodestone.TestSupport;

namespace Lodestone.Contracts.Tests.Client;

/// <summary>Servers that are none, or not Lodestone: each kind has a code of its own, and nothing comes of an answer that is wrong.</summary>
public sealed class ClientFailureTests
{
    private const string Stats =
        """
        {"documents":1,"passages":1,"sequence":1,"biEncoder":null,"biEncoderChecksum":null,"dimensions":0,"crossEncoder":"x",
        "storeBytes":1,"indexBytes":1,"fields":{},"vectorIndex":null,"notices":[]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Answers => new()
    {
        { StrangeServer.Answer("text/html", "<html><body>Welcome</body></html>"), ErrorCodes.ResponseNotJson },
        { StrangeServer.Answer("text/html", "<html>Bad gateway</html>", 502), ErrorCodes.ResponseNotJson },
        { StrangeServer.Answer("text/html", "", 302, "Location: /login\r\n"), ErrorCodes.ResponseNotJson },
        { StrangeServer.Json("", 302, "Location: https://elsewhere.example/\r\n"), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json("""{"hello":"world"}"""), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json("[]"), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json("null"), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json("{]"), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json("\"\\ud800\""), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json(Stats + "{}"), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json(Stats.Replace("[]", "null", StringComparison.Ordinal)), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json(Stats.Replace("[]", "[null]", StringComparison.Ordinal)), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json(Stats.Replace("\"documents\":1", "\"documents\":1e300", StringComparison.Ordinal)), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json(new string('[', 1_000)), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json(Stats, 404), ErrorCodes.ResponseUnknown },
        { StrangeServer.Json("""{"message":"no"}""", 500, "Lodestone-Error: UPPER case\r\n"), ErrorCodes.ResponseUnknown },
        { StrangeServer.Answer(Problem.ContentType, """{"type":"about:blank","title":"","status":404,"detail":""}""", 404), ErrorCodes.ResponseUnknown },
        { StrangeServer.Answer(Problem.ContentType, "{", 404), ErrorCodes.ResponseIncomplete },
        { StrangeServer.Json(""), ErrorCodes.ResponseIncomplete },
        { StrangeServer.Json(Stats[..^9]), ErrorCodes.ResponseIncomplete },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n" + Stats, ErrorCodes.ResponseIncomplete },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + Stats[..20], ErrorCodes.ResponseIncomplete },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"doc", ErrorCodes.ResponseIncomplete },
        { "HTTP/1.1 200 OK\r\nContent-Ty", ErrorCodes.ResponseIncomplete },
        { "", ErrorCodes.ResponseIncomplete },
        { "SSH-2.0-OpenSSH_9.6\r\n", ErrorCodes.ResponseUnknown },
        { StrangeServer.Json(new string(' ', 5_000) + Stats), ErrorCodes.ResponseTooLarge },
        { StrangeServer.Json("{}", 200, $"X: {new string('x', 100_000)}\r\n"), ErrorCodes.ResponseTooLarge },
    };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task Call_StrangeAnswer_HasItsCode(string answer, string code)
    {
        await using var server = new StrangeServer(answer);
        using var client = new LodestoneClient(server.Address, options: new LodestoneClientOptions { MaxResponseBytes = 4_000 });
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(() => client.GetCollectionAsync("a", Stop));
        Assert.Equal(code, failure.Code);
        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.InRange(failure.Message.Length, 1, 1_000);
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        using var client = new LodestoneClient(address);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(() => client.ListModelsAsync(Stop));
        Assert.Equal((ErrorCodes.ServerUnreachable, null), (failure.Code, failure.Status));
        Assert.Contains(address.Authority, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ServerThatNeverAnswers_EndsWithItsTime()
    {
        await using var server = new StrangeServer("HTTP/1.1 200 OK\r\n") { Stalls = true };
        using var client = new LodestoneClient(server.Address, options: new LodestoneClientOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(() => client.ListModelsAsync(Stop));
        Assert.Equal(ErrorCodes.ServerTimeout, failure.Code);
    }

    [Fact]
    public async Task Call_CallersClientWithATimeLimit_EndsWithIt()
    {
        await using var server = new StrangeServer("") { Stalls = true };
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMilliseconds(50) };
        using var client = new LodestoneClient(http);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(() => client.ListModelsAsync(Stop));
        Assert.Equal(ErrorCodes.ServerTimeout, failure.Code);
    }

    [Fact]
    public async Task Call_Cancelled_IsACancellation()
    {
        await using var server = new StrangeServer(StrangeServer.Json("{")[..^1]) { Stalls = true };
        using var client = new LodestoneClient(server.Address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var call = client.ListModelsAsync(stop.Token);
        await Waiting.UntilAsync(() => !server.Requests.IsEmpty);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Call_Problem_HasAllItsFields()
    {
        await using var server = new StrangeServer(StrangeServer.Fails("invalid-field", 422, "Retry-After: 7\r\n"));
        using var client = new LodestoneClient(server.Address, "ls_key");
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(() => client.GetCollectionAsync("a", Stop));
        Assert.Equal(("invalid-field", "D", 422, TimeSpan.FromSeconds(7)), (failure.Code, failure.Message, failure.Status, failure.RetryAfter));
        Assert.Equal("f", failure.Problem!.Field);
        Assert.Equal(["a", "b"], failure.Problem.Known!);
        Assert.Contains("Authorization: Bearer ls_key\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event: fused\ndata: {}\n\n", ErrorCodes.ResponseUnknown)]
    [InlineData("event: later\ndata: {}\n\n", ErrorCodes.ResponseIncomplete)]
    [InlineData(": nothing\n\n", ErrorCodes.ResponseIncomplete)]
    [InlineData("", ErrorCodes.ResponseIncomplete)]
    [InlineData("event: error\ndata: {\"type\":\"urn:lodestone:error:search-failed\",\ndata: \"title\":\"\",\"status\":503,\"detail\":\"D\"}\r\n\r\n", ErrorCodes.SearchFailed)]
    [InlineData("event: error\ndata: {\"type\":\"urn:lodestone:error:search-failed\",\"title\":\"\",\"status\":503,\"detail\":\"D\"}\n", ErrorCodes.ResponseIncomplete)]
    public async Task SearchSteps_StrangeEvents_HaveTheirCode(string events, string code)
    {
        await using var server = new StrangeServer(StrangeServer.Answer("text/event-stream", events));
        using var client = new LodestoneClient(server.Address);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(
            async () => await client.SearchStepsAsync("a", new SearchRequest { Query = "x" }, Stop).CountAsync(Stop));
        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public async Task SearchSteps_EndlessEvent_IsTooLarge()
    {
        await using var server = new StrangeServer(StrangeServer.Answer(
            "text/event-stream", "event: fused\n" + string.Concat(Enumerable.Repeat("data: 0123456789\n", 1_000))));
        using var client = new LodestoneClient(server.Address, options: new LodestoneClientOptions { MaxResponseBytes = 4_000 });
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(
            async () => await client.SearchStepsAsync("a", new SearchRequest { Query = "x" }, Stop).CountAsync(Stop));
        Assert.Equal(ErrorCodes.ResponseTooLarge, failure.Code);
    }

    [Theory]
    [InlineData("{\"type\":\"progress\",\"documents\":1,\"passages\":1,\"embedded\":1}\n", ErrorCodes.ResponseIncomplete)]
    [InlineData("{\"type\":\"progress\",\"documents\":1,\"pass", ErrorCodes.ResponseIncomplete)]
    [InlineData("{\"type\":\"report\"}\n", ErrorCodes.ResponseUnknown)]
    [InlineData("{\"type\":\"error\",\"problem\":{\"type\":\"urn:lodestone:error:disk-full\",\"title\":\"\",\"status\":507,\"detail\":\"D\"},\"documents\":3}", ErrorCodes.DiskFull)]
    public async Task Upload_StrangeLines_HaveTheirCode(string lines, string code)
    {
        await using var server = new StrangeServer(StrangeServer.Answer("application/x-ndjson", lines));
        using var client = new LodestoneClient(server.Address);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(
            () => client.UploadAsync("a", AsyncEnumerable.Empty<Document>(), cancellationToken: Stop));
        Assert.Equal(code, failure.Code);
        Assert.Equal(code == ErrorCodes.DiskFull ? 3 : null, failure.WrittenDocuments);
    }

    [Fact]
    public async Task GetDocuments_ServerThatNeverFinishes_IsRefused()
    {
        await using var server = new StrangeServer(StrangeServer.Json("""{"documents":[],"missing":[],"remaining":["x"]}"""));
        using var client = new LodestoneClient(server.Address);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(() => client.GetDocumentAsync("a", "x", Stop));
        Assert.Equal(ErrorCodes.ResponseUnknown, failure.Code);
    }

    [Fact]
    public async Task ListDocuments_PageThatLeadsNowhere_IsRefused()
    {
        await using var server = new StrangeServer(StrangeServer.Json("""{"documents":[],"next":"x"}"""));
        using var client = new LodestoneClient(server.Address);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(
            async () => await client.ListDocumentsAsync("a", cancellationToken: Stop).CountAsync(Stop));
        Assert.Equal(ErrorCodes.ResponseUnknown, failure.Code);
    }

    [Fact]
    public async Task Compare_PassagesOfAnotherRequest_AreRefused()
    {
        var strange = StrangeServer.Json(
            """
            {"query":"q","biEncoder":{"model":"m","milliseconds":1,"corpusMilliseconds":1,"queryMilliseconds":1,"corpusRuns":1,"queryRuns":1},
            "crossEncoder":{"model":"m","milliseconds":1,"runs":1},"passages":[{"index":7,"id":null,"text":"t",
            "biEncoder":{"rank":1,"similarity":1,"tokens":1,"droppedTokens":0},"crossEncoder":{"rank":1,"state":"scored","logit":1,
            "probability":1,"tokens":1,"droppedTokens":0,"window":null},"moved":0}]}
            """);
        await using var server = new StrangeServer(strange);
        using var client = new LodestoneClient(server.Address);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(
            () => client.CompareAsync(new CompareRequest { Query = "q", Passages = ["t"] }, Stop));
        Assert.Equal(ErrorCodes.ResponseUnknown, failure.Code);
    }
}
