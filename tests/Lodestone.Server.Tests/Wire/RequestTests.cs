using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Tests.Hostility;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests.Wire;

public sealed class RequestTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Path = "/v1/collections/some/search";
    private readonly TestServer _server = shared.Server;

    [Theory]
    [InlineData("", "line 1, byte 1")]
    [InlineData("{\"query\": \"x\",\n \"top\": }", "line 2, byte 9")]
    [InlineData("{\"query\": \"x\"} more", "line 1, byte 16")]
    [InlineData("{\"query\": \"x\", \"query\": \"y\"}", "query")]
    [InlineData("{'query': 'x'}", "line 1, byte 2")]
    public async Task Any_BodyThatIsNotJson_NamesThePlace(string body, string says) =>
        (await _server.PostAsync(Path, body)).Fails(400, "malformed-json", says);

    [Theory]
    [InlineData("[1]", "a list")]
    [InlineData("\"x\"", "a string")]
    [InlineData("null", "null")]
    public async Task Any_BodyThatIsNoObject_IsRefused(string body, string says) =>
        (await _server.PostAsync(Path, body)).Fails(422, "invalid-field", says, "query");

    [Fact]
    public async Task Any_BytesThatAreNotUtf8_AreRefused()
    {
        using var content = new ByteArrayContent([.. "{\"query\": \""u8, 0xFF, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await _server.SendAsync(HttpMethod.Post, Path, content)).Fails(400, "malformed-json", "UTF-8");
    }

    [Fact]
    public async Task Any_ByteOrderMark_IsPassedOver() =>
        (await _server.PostAsync(Path, "\uFEFF{\"query\": \"key\"}")).Is(System.Net.HttpStatusCode.OK);

    [Theory]
    [InlineData("search", """{"query": "x", "\ud800": 1}""", @"\ud800")]
    [InlineData("search", """{"query": "\udfff x"}""", "query")]
    [InlineData("search", """{"query": "x", "rerank": {"\udc00\ud800": 1}}""", @"rerank.\udc00\ud800")]
    [InlineData("documents", """{"documents": [{"id": "a", "text": "x", "metadata": {"\ud800": 1}}]}""", @"documents[0].metadata.\ud800")]
    [InlineData("documents", """{"documents": [{}, {"metadata": {"a": [0, {"b\n": "\ud83dx"}]}}]}""", "documents[1].metadata.a[1].b\n")]
    [InlineData("documents", """{"documents": [{"headings": [{"start": 0, "t\ud800": "x"}]}]}""", @"documents[0].headings[0].t\ud800")]
    [InlineData("documents/delete", """{"ids": ["a", ["\ud83d\ude00", "\ud83d"]]}""", "ids[1][1]")]
    public async Task Any_HalfOfASurrogatePair_NamesThePlace(string route, string body, string field)
    {
        var problem = (await _server.PostAsync($"/v1/collections/some/{route}", body)).Fails(422, "invalid-field", field, "surrogate");
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Any_HalfOfASurrogatePairInALongName_IsNotRepeatedWhole()
    {
        var body = $"{{\"{string.Concat(Enumerable.Repeat(@"\ud800", 100_000))}\": 1}}";
        Assert.True((await _server.PostAsync(Path, body)).Fails(422, "invalid-field").GetRawText().Length < 1000);
    }

    [Theory]
    [InlineData("\"\\ud800\"", "The body")]
    [InlineData("{\"\\ud83d\\ude00\": 1}", "\ud83d\ude00")]
    public async Task Any_OutermostHalfAndWholePairs_AreToldApart(string body, string says)
    {
        var answer = (await _server.PostAsync(Path, body)).Is(System.Net.HttpStatusCode.UnprocessableEntity);
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("80000000")]
    [InlineData("ffffffff")]
    [InlineData("100000000")]
    [InlineData("8000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffff")]
    public async Task Any_ChunkLargerThanTheHostCounts_IsRefusedAndEndsTheConnection(string size)
    {
        foreach (var type in (string[])["application/json", LineResponse.ContentType])
        {
            using var connection = await RawConnection.OpenAsync(_server.Address);
            await connection.SendAsync(
                "POST /v1/collections/some/documents HTTP/1.1", $"Content-Type: {type}", "Transfer-Encoding: chunked");
            await connection.SendAsync(Encoding.ASCII.GetBytes($"{size}\r\n{{}}\r\n"));
            var refusal = await connection.ReadAsync();
            Assert.Equal(400, refusal.Status);
            Assert.Equal("urn:lodestone:error:malformed-request", JsonElement.Parse(refusal.Body).GetProperty("type").GetString());
            await Assert.ThrowsAnyAsync<IOException>(connection.ReadAsync);
        }
    }

    [Theory]
    [InlineData("Content-Length: 60\r\n\r\n{0}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n60\r\n{0}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2B\r\n{0}\r\n")]
    public async Task Any_WholeBatchInABodyThatEndsTooEarly_WritesNothing(string framing)
    {
        // Of 43 bytes, which is 2B in a chunk's head.
        const string batch = """{"documents":[{"id":"early","text":"xxx"}]}""";
        var request = "POST /v1/collections/some/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
            framing.Replace("{0}", batch, StringComparison.Ordinal);
        var exchange = await RawExchange.RunAsync(
            _server.Address.Port, Encoding.ASCII.GetBytes(request), isHead: false, ends: true, mayClose: true, TestServer.Stop);
        // The host takes a client that ends its side for one that has gone, and answers only what it saw to be wrong before.
        Assert.True(exchange.Status is 0 or 400, exchange.Head);
        (await _server.GetAsync("/v1/collections/some/documents/early")).Fails(404, "document-not-found");
    }

    [Theory]
    [InlineData("xn--")]
    [InlineData("xn--0.xn--a-\u00ff")]
    [InlineData("localhost.xn--")]
    public async Task Any_HostThatCannotBeDecoded_IsRefused(string host)
    {
        using var connection = await RawConnection.OpenAsync(_server.Address);
        await connection.SendAsync(Encoding.Latin1.GetBytes($"GET /v1/health HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        Assert.Equal(400, (await connection.ReadAsync()).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Any_OtherContentType_IsRefused(string type) =>
        (await _server.SendAsync(HttpMethod.Post, Path, "{\"query\": \"x\"}", type))
            .Fails(415, "unsupported-media-type", type, "application/json");

    [Fact]
    public async Task Any_NoContentType_IsRefused()
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        (await _server.SendAsync(HttpMethod.Post, Path, content)).Fails(415, "unsupported-media-type", "no Content-Type");
    }

    [Fact]
    public async Task Any_TooDeep_IsRefused() =>
        (await _server.PostAsync(Path, new string('[', 100) + new string(']', 100))).Fails(422, "too-deep", "32");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Any_TooLarge_IsRefused(bool lengthIsKnown)
    {
        await using var server = await TestServer.StartAsync(options => options.MaxBodyBytes = 10_000);
        var body = Encoding.UTF8.GetBytes($"{{\"query\": \"{new string('x', 20_000)}\"}}");
        using HttpContent content = lengthIsKnown ? new ByteArrayContent(body) : new StreamContent(new Unseekable(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await server.SendAsync(HttpMethod.Post, "/v1/compare", content);
        var problem = answer.Fails(413, "body-too-large", "10000 bytes");
        // Only documents can be sent a line each.
        Assert.DoesNotContain("ndjson", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var documents = new ByteArrayContent(body);
        documents.Headers.ContentType = content.Headers.ContentType;
        (await server.SendAsync(HttpMethod.Post, "/v1/collections/some/documents", documents)).Fails(413, "body-too-large", "x-ndjson");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Any_TooLargeFromAClientThatReadsLast_IsAnswered(bool lengthIsKnown)
    {
        await using var server = await TestServer.StartAsync(options => options.MaxBodyBytes = 10_000);
        using var connection = await RawConnection.OpenAsync(server.Address);
        // More than what sockets hold, so that none of it could be sent to a server that had stopped reading.
        var body = Encoding.ASCII.GetBytes(new string('x', 64 << 20));
        await connection.SendAsync(
            "POST /v1/compare HTTP/1.1", "Content-Type: application/json",
            lengthIsKnown ? $"Content-Length: {body.Length}" : "Transfer-Encoding: chunked");
        await connection.SendAsync(lengthIsKnown ? body : [.. "4000000\r\n"u8, .. body, .. "\r\n0\r\n\r\n"u8]);
        var refusal = await connection.ReadAsync();
        Assert.Equal(413, refusal.Status);
        Assert.Contains("10000 bytes", refusal.Body, StringComparison.Ordinal);
        await connection.SendAsync("GET /v1/health HTTP/1.1");
        Assert.Equal(200, (await connection.ReadAsync()).Status);
    }

    [Fact]
    public async Task Any_HostWithALimitOfItsOwn_HasOurs()
    {
        await using var server = await TestServer.StartAsync(adapt: builder =>
            builder.Services.PostConfigure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 1_000));
        var body = new { query = new string('x', 10_000), passages = new[] { "one" } };
        Assert.Equal(200, (await server.PostAsync("/v1/compare", body)).Status);
        Assert.Equal(404, (await server.PostAsync("/v1/none", body)).Status);
    }

    [Theory]
    [InlineData("POST", Path + "?stream=true", "stream")]
    [InlineData("GET", "/v1/collections?top=3", "top")]
    [InlineData("GET", "/v1/health?verbose", "verbose")]
    [InlineData("PUT", "/v1/collections/new?biEncoder=x", "biEncoder")]
    [InlineData("PUT", "/v1/collections/some/documents/x?y", "y")]
    [InlineData("DELETE", "/v1/collections/some/documents/refunds?dry=1", "dry")]
    public async Task Any_ParameterThatIsNone_IsRefused(string method, string path, string name)
    {
        var body = method is "GET" or "DELETE" ? null : """{"text": "x"}""";
        var problem = (await _server.SendAsync(new HttpMethod(method), path, body)).Fails(422, "unknown-field", $"'{name}'", "takes none");
        Assert.Equal(name, problem.GetProperty("field").GetString());
        (await _server.GetAsync("/v1/collections/some/documents/x")).Fails(404, "document-not-found");
    }

    [Fact]
    public async Task Any_ParameterOfAnOpenAiRoute_IsRefusedInItsShape()
    {
        var answer = (await _server.PostAsync("/v1/embeddings?encoding_format=base64", """{"input": "x"}"""))
            .Is(System.Net.HttpStatusCode.BadRequest);
        Assert.Equal("encoding_format", answer.Json.GetProperty("error").GetProperty("param").GetString());
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
