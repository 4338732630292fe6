using Lodestone.Server.Access;
using Lodestone.TestSupport;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Tests.Access;

/// <summary>What keeps pages of other sites out: host names, origins, headers.</summary>
public sealed class BrowserTests(RealServer server)
{
    private static readonly object Rerank = new { query = "a", documents = new[] { "b" } };

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1:8080", 200)]
    [InlineData("[::1]:1", 200)]
    [InlineData("LOCALHOST:9", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("127.0.0.1.evil.example", 400)]
    [InlineData("0.0.0.0", 400)]
    public async Task Host_OnThisMachine_IsThisMachines(string host, int status)
    {
        var reply = await server.Server.GetAsync("/v1/health", ("Host", host));
        Assert.Equal(status, reply.Status);
        if (status != 200)
            Assert.Equal("host-not-allowed", reply.Kind);
    }

    [Fact]
    public async Task Host_Listed_IsAnswered()
    {
        await using var named = await TestServer.StartAsync(options => options.AllowedHosts = ["search.example", "*.internal.example"]);
        Assert.Equal(200, (await named.GetAsync("/v1/health", ("Host", "search.example:8080"))).Status);
        Assert.Equal(200, (await named.GetAsync("/v1/health", ("Host", "a.internal.example"))).Status);
        Assert.Equal(400, (await named.GetAsync("/v1/health", ("Host", "internal.example.org"))).Status);
        Assert.Equal(400, (await named.GetAsync("/v1/health", ("Host", "localhost"))).Status);
    }

    [Fact]
    public async Task Origin_OfAnotherSite_MayNotSend()
    {
        var foreign = await server.Server.PostAsync("/v1/rerank", Rerank, ("Origin", "https://evil.example"));
        Assert.Equal(403, foreign.Status);
        var compare = await server.Server.PostAsync("/v1/compare", new { query = "q", passages = new[] { "p" } }, ("Origin", "https://evil.example"));
        Assert.Equal((403, "origin-not-allowed"), (compare.Status, compare.Kind));
        Assert.Contains("https://evil.example", foreign.Body, StringComparison.Ordinal);
        Assert.False(foreign.Headers.ContainsKey("Access-Control-Allow-Origin"));
        // A page without an origin, such as a file, cannot be allowed, so the text does not offer it.
        var nameless = await server.Server.PostAsync("/v1/rerank", Rerank, ("Origin", "null"));
        Assert.Equal(403, nameless.Status);
        Assert.DoesNotContain("operator", nameless.Body, StringComparison.Ordinal);

        var own = await server.Server.PostAsync(
            "/v1/rerank", Rerank, ("Origin", server.Server.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(200, own.Status);
    }

    [Theory]
    [InlineData("https://app.example")]
    [InlineData("https://app.example/")]
    public async Task Cors_ListedOrigin_IsAllowedAndNoOther(string listed)
    {
        await using var open = await TestServer.StartAsync(options => options.CorsOrigins = [listed]);
        var sent = await open.PostAsync("/v1/rerank", Rerank, ("Origin", "https://app.example"));
        Assert.Equal(200, sent.Status);
        Assert.Equal("https://app.example", sent.Headers["Access-Control-Allow-Origin"]);
        string[] exposed = ["Lodestone-Priority", "Lodestone-Truncated-Inputs", "Lodestone-Truncated-Tokens", "Retry-After"];
        Assert.Equal(exposed, sent.Headers["Access-Control-Expose-Headers"].Split(',', StringSplitOptions.TrimEntries).Order());
        Assert.Equal(403, (await open.PostAsync("/v1/rerank", Rerank, ("Origin", "https://other.example"))).Status);

        var allowed = await open.SendAsync(
            HttpMethod.Options,
            "/v1/rerank",
            content: null,
            ("Origin", "https://app.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type,lodestone-priority"));
        Assert.Equal(204, allowed.Status);
        Assert.Contains("lodestone-priority", allowed.Headers["Access-Control-Allow-Headers"], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("https://app.example/path")]
    [InlineData("app.example")]
    [InlineData("*")]
    public async Task Cors_NotAnOrigin_IsRefusedAtTheStart(string origin) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestServer.StartAsync(options => options.CorsOrigins = [origin]));

    [Theory]
    [InlineData("http://search.example")]
    [InlineData("search.example:8080")]
    [InlineData("search.example/path")]
    [InlineData("::1")]
    [InlineData("bücher.example")]
    [InlineData("*example.org")]
    [InlineData("")]
    public async Task Host_NotAName_IsRefusedAtTheStart(string name)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestServer.StartAsync(options => options.AllowedHosts = ["localhost", name]));
        Assert.Contains($"'{name}' is not a host name", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*.example.org")]
    [InlineData("search.example")]
    [InlineData("my_service")]
    [InlineData("192.168.1.7")]
    [InlineData("[::1]")]
    public void Host_Name_IsOne(string name) => Assert.True(HostName.IsOne(name));

    [Theory]
    [InlineData("/v1/health")]
    [InlineData("/v1/collections/none")]
    [InlineData("/nothing-here")]
    public async Task Headers_EveryAnswer_AreStrict(string path)
    {
        var headers = (await server.Server.GetAsync(path)).Headers;
        var policy = headers["Content-Security-Policy"];
        foreach (var part in new[]
        {
            "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'",
            "frame-ancestors 'none'",
        })
        {
            Assert.Contains(part, policy, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("require-corp", headers["Cross-Origin-Embedder-Policy"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"]);
        Assert.False(headers.ContainsKey("Server"));
        Assert.False(headers.ContainsKey("Strict-Transport-Security"));
    }
}
