using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documentation;

public sealed class OpenApiTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string Committed = Path.Combine(Repository.Root, "docs", "openapi.json");

    [Fact]
    public async Task Document_RunningServer_IsTheCommittedOne()
    {
        var document = (await shared.Server.GetAsync("/openapi/v1.json")).Is(HttpStatusCode.OK).Body;
        if (Environment.GetEnvironmentVariable("LODESTONE_UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(Committed, document, TestServer.Stop);
        Assert.True(
            File.Exists(Committed) && await File.ReadAllTextAsync(Committed, TestServer.Stop) == document,
            "docs/openapi.json is not what the server says of itself. If the change is meant, run eng/openapi and read what it changed.");
    }

    [Fact]
    public async Task Document_EveryRoute_SaysWhatItIs()
    {
        var document = (await shared.Server.GetAsync("/openapi/v1.json")).Json;
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => (Route: $"{o.Name} {p.Name}", Operation: o.Value))).ToArray();
        Assert.True(operations.Length >= 16, $"{operations.Length} operations");
        Assert.All(operations, o =>
        {
            Assert.True(o.Operation.TryGetProperty("summary", out _), o.Route);
            Assert.True(o.Operation.TryGetProperty("description", out _), o.Route);
            Assert.NotEmpty(o.Operation.GetProperty("responses").EnumerateObject());
        });
        var search = document.GetProperty("components").GetProperty("schemas").GetProperty("SearchRequest");
        Assert.Equal("number", search.GetProperty("properties").GetProperty("vector").GetProperty("items").GetProperty("type").GetString());
        Assert.Equal(20_000, search.GetProperty("properties").GetProperty("top").GetProperty("maximum").GetInt32());
        Assert.Equal(2, search.GetProperty("properties").GetProperty("rerank").GetProperty("oneOf").GetArrayLength());
    }

    [Fact]
    public async Task Document_Chapters_AreThoseInUse()
    {
        var document = (await shared.Server.GetAsync("/openapi/v1.json")).Json;
        var used = Operations(document).SelectMany(o => o.GetProperty("tags").EnumerateArray()).Select(t => t.GetString());
        var chapters = document.GetProperty("tags").EnumerateArray().ToArray();
        Assert.Equal(used.Distinct().Order(), chapters.Select(c => c.GetProperty("name").GetString()).Order());
        Assert.All(chapters, c => Assert.NotEmpty(c.GetProperty("description").GetString()!));
    }

    [Fact]
    public async Task Document_RoutesThatNeedAKey_SayHowTheyRefuse()
    {
        var document = (await shared.Server.GetAsync("/openapi/v1.json")).Json;
        Assert.All(Operations(document), o => Assert.All(["401", "403"], status =>
            Assert.Equal(o.TryGetProperty("security", out _), o.GetProperty("responses").TryGetProperty(status, out _))));
        var embed = document.GetProperty("paths").GetProperty("/v1/embeddings").GetProperty("post");
        Assert.Contains("OpenAiError", embed.GetProperty("responses").GetProperty("401").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_Shapes_AreInAnOrderThatNoCultureChanges()
    {
        var schemas = (await shared.Server.GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        string[] names = [.. schemas.EnumerateObject().Select(s => s.Name)];
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData("documents", "application/x-ndjson", "UploadProgressResponse IndexingResponse UploadErrorResponse")]
    [InlineData("search", "text/event-stream", "SearchResponse Problem")]
    public async Task Document_Streams_HaveTheShapesOfTheirParts(string route, string type, string parts)
    {
        var document = (await shared.Server.GetAsync("/openapi/v1.json")).Json;
        var content = document.GetProperty("paths").GetProperty("/v1/collections/{name}/" + route).GetProperty("post")
            .GetProperty("responses").GetProperty("200").GetProperty("content");
        Assert.Equal(2, content.EnumerateObject().Count());
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var named = content.GetProperty(type).GetProperty("schema").GetProperty("oneOf").EnumerateArray()
            .Select(p => p.GetProperty("$ref").GetString()!.Split('/')[^1]).ToArray();
        Assert.Equal(parts.Split(' '), named);
        Assert.All(named, n => Assert.True(schemas.TryGetProperty(n, out _), n));
    }

    [Fact]
    public async Task Document_Words_HaveNoXmlInThem() =>
        Assert.DoesNotMatch("&(lt|gt|amp|quot|apos);", (await shared.Server.GetAsync("/openapi/v1.json")).Body);

    [Fact]
    public async Task Document_Shapes_AreDescribed()
    {
        var schemas = (await shared.Server.GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        var bare = schemas.EnumerateObject()
            .Where(s => s.Value.TryGetProperty("properties", out _))
            .SelectMany(s => s.Value.GetProperty("properties").EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.Object && !Described(p.Value))
                .Select(p => $"{s.Name}.{p.Name}"));
        Assert.Empty(bare);
    }

    [Fact]
    public async Task Reference_Page_NamesNobodyElse()
    {
        var page = (await shared.Server.GetAsync("/reference")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("://", page.Body, StringComparison.Ordinal);
        var policy = page.Headers["Content-Security-Policy"];
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("withDefaultFonts: false", (await shared.Server.GetAsync("/reference/start.js")).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        var script = (await shared.Server.GetAsync("/reference/scalar.js")).Is(HttpStatusCode.OK);
        Assert.True(script.Body.Length > 1_000_000);
        Assert.Contains("createApiReference", script.Body, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => o.Value));

    private static bool Described(JsonElement property) => property.TryGetProperty("description", out _) || property.TryGetProperty("$ref", out _) ||
        property.TryGetProperty("oneOf", out _);
}
