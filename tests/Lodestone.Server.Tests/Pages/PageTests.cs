using System.Net;
using System.Net.Http.Headers;
using Lodestone.Server.Pages;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Pages;

public sealed class PageTests
{
    [Fact]
    public async Task Root_PagesNotBuilt_SaysHowToBuildThem()
    {
        await using var server = await TinyServer.StartAsync(options => options.WebFolder = "/no/such/folder");
        var answer = (await server.GetAsync("/")).Is(HttpStatusCode.OK);
        Assert.Equal("text/html", answer.Content.ContentType!.MediaType);
        Assert.Contains("eng/web", answer.Body, StringComparison.Ordinal);
        (await server.GetAsync("/other.html")).Fails(404, "page-not-found", "/other.html");
    }

    [Fact]
    public void Find_Folders_PrefersTheProgramsOwn()
    {
        using var folder = new TemporaryFolder();
        var program = Directory.CreateDirectory(folder["artifacts/lodestone/program"]).FullName;
        Assert.Equal(Path.Combine(program, "web"), BuiltPages.Find(program));
        Directory.CreateDirectory(folder["artifacts/web"]);
        File.WriteAllText(folder["artifacts/web/index.html"], "");
        Assert.Equal(folder["artifacts/web"], BuiltPages.Find(program));
        Directory.CreateDirectory(Path.Combine(program, "web"));
        File.WriteAllText(Path.Combine(program, "web", "index.html"), "");
        Assert.Equal(Path.Combine(program, "web"), BuiltPages.Find(program));
    }

    [Fact]
    public async Task Pages_Built_AreServedIsolatedAndRevalidated()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["index.html"], "<p>start</p>", TinyServer.Stop);
        await File.WriteAllTextAsync(folder["search.html"], "<p>search</p>", TinyServer.Stop);
        Directory.CreateDirectory(folder["assets"]);
        await File.WriteAllTextAsync(folder["assets/a-1234.js"], "1", TinyServer.Stop);
        await File.WriteAllTextAsync(folder["assets/a.wasm"], "1", TinyServer.Stop);
        await using var server = await TinyServer.StartAsync(options => options.WebFolder = folder.Path);
        var start = (await server.GetAsync("/")).Is(HttpStatusCode.OK);
        Assert.Equal("<p>start</p>", start.Body);
        Assert.Equal("same-origin", start.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("require-corp", start.Headers.GetValues("Cross-Origin-Embedder-Policy").Single());
        Assert.Equal("same-origin", start.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.True(start.Headers.CacheControl!.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(server, "/", start.Headers.ETag!));
        Assert.Equal("<p>search</p>", (await server.GetAsync("/search")).Body);
        var script = (await server.GetAsync("/assets/a-1234.js")).Is(HttpStatusCode.OK);
        Assert.Equal("text/javascript", script.Content.ContentType!.MediaType);
        Assert.Contains("immutable", script.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/wasm", (await server.GetAsync("/assets/a.wasm")).Content.ContentType!.MediaType);
        var head = (await server.SendAsync(HttpMethod.Head, "/")).Is(HttpStatusCode.OK);
        Assert.Equal(("", 12L), (head.Body, head.Content.ContentLength));
        await File.WriteAllTextAsync(folder["index.html"], "<p>new start</p>", TinyServer.Stop);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/", start.Headers.ETag!));
    }

    [Theory]
    [InlineData("/index.html/")]
    [InlineData("/index.html//")]
    [InlineData("/index.html%2f")]
    [InlineData("/index.html/%2e")]
    [InlineData("/index/")]
    [InlineData("/assets")]
    [InlineData("/assets/")]
    [InlineData("/assets/a.js/")]
    [InlineData("/index.html%3a%3a$DATA")]
    [InlineData("/models/SHA256SUMS/")]
    public async Task Pages_PathOfNoFile_IsNotFound(string path)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["assets"]);
        await File.WriteAllTextAsync(folder["index.html"], "start", TinyServer.Stop);
        await File.WriteAllTextAsync(folder["assets/a.js"], "1", TinyServer.Stop);
        await using var server = await TinyServer.StartAsync(options => options.WebFolder = folder.Path);
        (await server.GetAsync(path)).Fails(404, "page-not-found");
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Head, path)).Status);
    }

    [Theory]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%5csecret.txt")]
    public async Task Pages_PathThatLeadsOut_IsNotServed(string path)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["web"]);
        await File.WriteAllTextAsync(folder["secret.txt"], "secret", TinyServer.Stop);
        await using var server = await TinyServer.StartAsync(options => options.WebFolder = folder["web"]);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync(path)).Status);
        Assert.Null(WebFile.Find(folder["web"], "../secret.txt"));
        Assert.Null(WebFile.Find(folder["web"], "/../secret.txt"));
        Assert.Null(WebFile.Find(folder["web"], folder["secret.txt"]));
        Assert.NotNull(WebFile.Find(folder.Path, "secret.txt"));
    }

    [Fact]
    public async Task Models_Files_AreServedByTheirChecksums()
    {
        await using var server = await TinyServer.StartAsync();
        var sums = (await server.GetAsync("/models/SHA256SUMS")).Is(HttpStatusCode.OK).Body.Split('\n');
        var (sum, path) = (sums.Single(l => l.EndsWith("bge-small-en-v1.5/config.json", StringComparison.Ordinal))[..64], "/models/bge-small-en-v1.5/config.json");
        var file = (await server.GetAsync(path)).Is(HttpStatusCode.OK);
        Assert.Equal($"\"{sum}\"", file.Headers.ETag!.Tag);
        Assert.True(file.Headers.CacheControl!.NoCache);
        Assert.Equal("require-corp", file.Headers.GetValues("Cross-Origin-Embedder-Policy").Single());
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(server, path, file.Headers.ETag));
        Assert.Contains("immutable", (await server.GetAsync($"{path}?sha256={sum}")).Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.True((await server.GetAsync($"{path}?sha256=other")).Headers.CacheControl!.NoCache);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/models/bge-small-en-v1.5/onnx/model_int8.onnx");
        request.Headers.Range = new RangeHeaderValue(0, 9);
        using var part = await server.Client.SendAsync(request, TinyServer.Stop);
        Assert.Equal((HttpStatusCode.PartialContent, 10L), (part.StatusCode, part.Content.Headers.ContentLength));
        (await server.GetAsync("/models/bge-small-en-v1.5/none.json")).Fails(404, "page-not-found");
        (await server.GetAsync("/models/..%2fREADME.md")).Fails(404, "page-not-found");
        (await server.GetAsync("/models/README.md")).Fails(404, "page-not-found");
    }

    private static async Task<HttpStatusCode> StatusAsync(TinyServer server, string path, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        using var response = await server.Client.SendAsync(request, TinyServer.Stop);
        return response.StatusCode;
    }
}
