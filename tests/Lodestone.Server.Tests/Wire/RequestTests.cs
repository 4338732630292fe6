using System.Net.Http.Headers;
using System.Text;

namespace Lodestone.Server.Tests;

public sealed class RequestTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Path = "/v1/collections/some/search";
    private readonly TinyServer _server = shared.Server;

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
        Assert.Equal(System.Net.HttpStatusCode.OK, (await _server.PostAsync(Path, "\uFEFF{\"query\": \"key\"}")).Status);

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
        await using var server = await TinyServer.StartAsync(options => options.MaxBodyBytes = 10_000);
        var body = Encoding.UTF8.GetBytes($"{{\"query\": \"{new string('x', 20_000)}\"}}");
        using HttpContent content = lengthIsKnown ? new ByteArrayContent(body) : new StreamContent(new Unseekable(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await server.SendAsync(HttpMethod.Post, "/v1/compare", content);
        answer.Fails(413, "body-too-large", "10000 bytes");
        // The rest of the body is not read, so nothing else can be sent on that connection: a client has to be told.
        Assert.True(answer.Headers.ConnectionClose);
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
