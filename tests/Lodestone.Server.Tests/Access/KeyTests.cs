using System.Net;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Tests.Access;

/// <summary>Keys over HTTP: what needs one, which opens what, and what is said of it.</summary>
public sealed class KeyTests
{
    private static readonly object Rerank = new { query = "a", documents = new[] { "b" } };

    [Fact]
    public async Task Requests_WithKeys_NeedOneThatAllowsIt()
    {
        var keys = new Dictionary<KeyScope, string>();
        await using var server = await TestServer.StartAsync(prepare: folder =>
        {
            foreach (var scope in Enum.GetValues<KeyScope>())
                keys[scope] = new KeyStore(folder).Add(scope).Secret;
        });

        Assert.Equal(200, (await server.GetAsync("/v1/health")).Status);
        Assert.Equal(401, (await server.GetAsync("/v1/collections")).Status);
        Assert.Equal(401, (await server.GetAsync("/v1/access")).Status);
        Assert.Equal(401, (await server.GetAsync("/metrics")).Status);
        Assert.Equal(401, (await server.PostAsync("/v1/rerank", Rerank)).Status);
        foreach (var (scope, key) in keys)
        {
            var bearer = ("Authorization", "Bearer " + key);
            Assert.Equal(200, (await server.GetAsync("/v1/collections", bearer)).Status);
            Assert.Equal(200, (await server.GetAsync("/metrics", bearer)).Status);
            var access = (await server.GetAsync("/v1/access", bearer)).Json;
            Assert.Equal(KeyStore.NameOf(scope), access.GetProperty("scope").GetString());
            Assert.Contains(new KeyStore(server.Data).List(), k => k.Id == access.GetProperty("key").GetString() && k.Scope == scope);
            var rename = await server.PostAsync("/v1/collections/none/rename", new { name = "other" }, bearer);
            Assert.Equal(scope >= KeyScope.Admin ? 404 : 403, rename.Status);
            var reindex = await server.PostAsync("/v1/collections/none/reindex", new { passageTokens = 16 }, bearer);
            Assert.Equal(scope >= KeyScope.Admin ? 404 : 403, reindex.Status);
            var file = await server.PostAsync("/v1/collections/none/files?path=a.txt", "text", bearer);
            Assert.Equal(scope >= KeyScope.Write ? 404 : 403, file.Status);
            Assert.Equal(200, (await server.PostAsync("/v1/rerank", Rerank, ("X-API-Key", key))).Status);
            var write = await server.PostAsync("/v1/collections/none/documents", new { documents = new[] { new { id = "a", text = "b" } } }, bearer);
            Assert.Equal(scope >= KeyScope.Write ? 404 : 403, write.Status);
            var make = await server.PutAsync("/v1/collections/of-" + (int)scope, null, bearer);
            Assert.Equal(scope >= KeyScope.Admin ? 201 : 403, make.Status);
        }
    }

    [Fact]
    public async Task Requests_Refused_SayWhatIsNeeded()
    {
        var key = ("", "");
        await using var server = await TestServer.StartAsync(
            prepare: folder => key = ("X-API-Key", new KeyStore(folder).Add(KeyScope.Read).Secret));

        var without = await server.GetAsync("/v1/collections");
        Assert.Equal("key-required", without.Kind);
        Assert.StartsWith("Bearer", without.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.Contains("X-API-Key", without.Detail, StringComparison.Ordinal);

        var wrong = await server.GetAsync("/v1/collections", ("Authorization", "Bearer ls_" + new string('A', 43)));
        Assert.Equal(401, wrong.Status);
        Assert.DoesNotContain("AAAA", wrong.Body, StringComparison.Ordinal);

        var forbidden = await server.PutAsync("/v1/collections/a", null, key);
        Assert.Equal((403, "scope-insufficient"), (forbidden.Status, forbidden.Kind));
        Assert.Contains("scope 'admin'", forbidden.Detail, StringComparison.Ordinal);

        var openAi = await server.PostAsync("/v1/embeddings", new { input = "a" });
        Assert.Equal(401, openAi.Status);
        Assert.Equal("invalid_api_key", openAi.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("Unauthorized", (await server.GetAsync("/info")).Json.GetProperty("error_type").GetString());
    }

    [Fact]
    public async Task Requests_KeyMadeAndRevokedMeanwhile_AreSeenAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(200, (await server.GetAsync("/v1/collections")).Status);
        Assert.Equal("""{"scope":"admin","key":null}""", (await server.GetAsync("/v1/access")).Body);

        var store = new KeyStore(server.Data);
        var (key, secret) = store.Add(KeyScope.Read);
        Assert.Equal(401, (await server.GetAsync("/v1/collections")).Status);
        Assert.Equal(200, (await server.GetAsync("/v1/collections", ("X-API-Key", secret))).Status);

        store.Revoke(key.Id);
        Assert.Equal(401, (await server.GetAsync("/v1/collections", ("X-API-Key", secret))).Status);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task Start_OtherAddressWithoutKeys_IsRefused(string urls)
    {
        using var folder = new TemporaryFolder();
        var token = TestContext.Current.CancellationToken;
        var refusal = await Assert.ThrowsAsync<InvalidArgumentException>(() => LodestoneServer.StartAsync(
            urls.Split(';'), o => o.DataFolder = folder.Path, verbose: false, LoopbackTransport.Use, token));
        Assert.Equal((ErrorCodes.KeysMissing, "Insecure"), (refusal.Code, refusal.ParamName));
        Assert.Contains($"'{folder.Path}' has no API keys", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>An application has guards of its own: the file of keys is the server's, and decides nothing here.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    public async Task Requests_ToAnotherApplication_AreItsOwnToGuard(string file)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder[ServerDefaults.KeyFile], file, TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLodestoneServer(options =>
        {
            TestServer.Tiny(options);
            options.DataFolder = folder.Path;
        });
        await using var application = builder.Build();
        application.MapLodestone();
        await application.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
        using var answer = await client.GetAsync(new Uri("/v1/collections", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await application.StopAsync(TestContext.Current.CancellationToken);
    }
}
