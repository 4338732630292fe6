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
        await using var server = await TestServer.StartAsync(options => options.WebFolder = "/no/such/folder");
        var answer = (await server.GetAsync("/")).Is(HttpStatusCode.OK);
        Assert.Equal("text/html", answer.MediaType);
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
        await File.WriteAllTextAsync(folder["index.html"], "<p>start</p>", TestServer.Stop);
        await File.WriteAllTextAsync(folder["search.html"], "<p>search</p>", TestServer.Stop);
        Directory.CreateDirectory(folder["assets"]);
        await File.WriteAllTextAsync(folder["assets/a-1234.js"], "1", TestServer.Stop);
        await File.WriteAllTextAsync(folder["assets/a.wasm"], "1", TestServer.Stop);
        await using var server = await TestServer.StartAsync(options => options.WebFolder = folder.Path);
        var start = (await server.GetAsync("/")).Is(HttpStatusCode.OK);
        Assert.Equal("<p>start</p>", start.Body);
        Assert.Equal("same-origin", start.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("require-corp", start.Headers["Cross-Origin-Embedder-Policy"]);
        Assert.Equal("same-origin", start.Headers["Cross-Origin-Resource-Policy"]);
        Assert.Contains("no-cache", start.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(server, "/", start.Headers["ETag"]));
        Assert.Equal("<p>search</p>", (await server.GetAsync("/search")).Body);
        var script = (await server.GetAsync("/assets/a-1234.js")).Is(HttpStatusCode.OK);
        Assert.Equal("text/javascript", script.MediaType);
        Assert.Contains("immutable", script.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("application/wasm", (await server.GetAsync("/assets/a.wasm")).MediaType);
        var head = (await server.SendAsync(HttpMethod.Head, "/")).Is(HttpStatusCode.OK);
        Assert.Equal(("", "12"), (head.Body, head.Headers["Content-Length"]));
        await File.WriteAllTextAsync(folder["index.html"], "<p>new start</p>", TestServer.Stop);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/", start.Headers["ETag"]));
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
        await File.WriteAllTextAsync(folder["index.html"], "start", TestServer.Stop);
        await File.WriteAllTextAsync(folder["assets/a.js"], "1", TestServer.Stop);
        await using var server = await TestServer.StartAsync(options => options.WebFolder = folder.Path);
        (await server.GetAsync(path)).Fails(404, "page-not-found");
        (await server.SendAsync(HttpMethod.Head, path)).Is(HttpStatusCode.NotFound);
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
        await File.WriteAllTextAsync(folder["secret.txt"], "secret", TestServer.Stop);
        await using var server = await TestServer.StartAsync(options => options.WebFolder = folder["web"]);
        (await server.GetAsync(path)).Is(HttpStatusCode.NotFound);
        Assert.Null(WebFile.Find(folder["web"], "../secret.txt"));
        Assert.Null(WebFile.Find(folder["web"], "/../secret.txt"));
        Assert.Null(WebFile.Find(folder["web"], folder["secret.txt"]));
        Assert.NotNull(WebFile.Find(folder.Path, "secret.txt"));
    }

    [Fact]
    public async Task Models_Files_AreServedByTheirChecksums()
    {
        await using var server = await TestServer.StartAsync();
        var sums = (await server.GetAsync("/models/SHA256SUMS")).Is(HttpStatusCode.OK).Body.Split('\n');
        var (sum, path) = (sums.Single(l => l.EndsWith("bge-small-en-v1.5/config.json", StringComparison.Ordinal))[..64], "/models/bge-small-en-v1.5/config.json");
        var file = (await server.GetAsync(path)).Is(HttpStatusCode.OK);
        Assert.Equal($"\"{sum}\"", file.Headers["ETag"]);
        Assert.Contains("no-cache", file.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("require-corp", file.Headers["Cross-Origin-Embedder-Policy"]);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(server, path, file.Headers["ETag"]));
        Assert.Contains("immutable", (await server.GetAsync($"{path}?sha256={sum}")).Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("no-cache", (await server.GetAsync($"{path}?sha256=other")).Headers["Cache-Control"], StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/models/bge-small-en-v1.5/onnx/model_int8.onnx");
        request.Headers.Range = new RangeHeaderValue(0, 9);
        using var part = await server.Client.SendAsync(request, TestServer.Stop);
        Assert.Equal((HttpStatusCode.PartialContent, 10L), (part.StatusCode, part.Content.Headers.ContentLength));
        (await server.GetAsync("/models/bge-small-en-v1.5/none.json")).Fails(404, "page-not-found");
        (await server.GetAsync("/models/..%2fREADME.md")).Fails(404, "page-not-found");
        (await server.GetAsync("/models/README.md")).Fails(404, "page-not-found");
    }

    private static async Task<HttpStatusCode> StatusAsync(TestServer server, string path, string tag) =>
        (HttpStatusCode)(await server.GetAsync(path, ("If-None-Match", tag))).Status;
}
