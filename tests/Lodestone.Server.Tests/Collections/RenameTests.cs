using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Collections;

/// <summary>Changes of a whole collection: another name, other vectors.</summary>
public sealed class RenameTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Rename_Collection_KeepsItsDocumentsUnderTheNewNameAlone()
    {
        await _server.SomeDocumentsAsync("before");
        var stats = (await _server.PostAsync("/v1/collections/before/rename", new { name = "after" })).Is(HttpStatusCode.OK).Json;
        Assert.Equal(3, stats.GetProperty("documents").GetInt32());
        Assert.False(Directory.Exists(Path.Combine(_server.Data, "collections", "before")));
        (await _server.GetAsync("/v1/collections/before")).Fails(404, "collection-not-found", "after");
        var found = (await _server.PostAsync("/v1/collections/after/search", """{"query": "to be"}""")).Is(HttpStatusCode.OK).Json;
        Assert.NotEmpty(found.GetProperty("hits").EnumerateArray());
        (await _server.PutAsync("/v1/collections/before")).Is(HttpStatusCode.Created);
        (await _server.PostAsync("/v1/collections/before/rename", new { name = "after" })).Fails(409, "collection-exists", "'after'");
        (await _server.PostAsync("/v1/collections/after/rename", new { name = "after" })).Fails(409, "collection-exists", "'after'");
        Assert.Equal(3, (await _server.GetAsync("/v1/collections/after")).Json.GetProperty("documents").GetInt32());
    }

    [Theory]
    [InlineData("{}", 422, "invalid-field")]
    [InlineData("""{"name": "../up"}""", 422, "invalid-name")]
    [InlineData("""{"name": "Capital"}""", 422, "invalid-name")]
    [InlineData("""{"name": "nul"}""", 422, "invalid-name")]
    [InlineData("""{"name": ""}""", 422, "invalid-field")]
    public async Task Rename_ToNoName_IsRefusedAndChangesNothing(string body, int status, string kind)
    {
        (await _server.PostAsync("/v1/collections/some/rename", body)).Fails(status, kind);
        Assert.Equal(3, (await _server.GetAsync("/v1/collections/some")).Json.GetProperty("documents").GetInt32());
        (await _server.PostAsync("/v1/collections/nowhere/rename", new { name = "somewhere" })).Fails(404, "collection-not-found");
    }

    [Fact]
    public async Task Rename_ByManyAtOnce_HappensOnce()
    {
        await _server.SomeDocumentsAsync("wanted");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            _server.PostAsync("/v1/collections/wanted/rename", new { name = $"wanted-{i}" })));
        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers, a => Assert.Contains(a.Status, (int[])[200, 404, 409]));
        var list = (await _server.GetAsync("/v1/collections")).Json.GetProperty("collections").EnumerateArray();
        Assert.Single(list, c => c.GetProperty("name").GetString()!.StartsWith("wanted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reindex_WithOtherPassages_EmbedsAgainOnce()
    {
        await _server.PutAsync("/v1/collections/long");
        var text = string.Join(' ', Enumerable.Range(0, 120).Select(i => $"Sentence number {i} says a little."));
        (await _server.PutAsync("/v1/collections/long/documents/a", JsonSerializer.Serialize(new { text }))).Is(HttpStatusCode.Created);
        var before = (await _server.GetAsync("/v1/collections/long")).Json.GetProperty("passages").GetInt32();
        var first = (await _server.PostAsync("/v1/collections/long/reindex", new { passageTokens = 32 })).Is(HttpStatusCode.OK).Lines[^1];
        Assert.Equal(
            "type biEncoder alreadyCurrent documents resumed passages embedded tokensDropped sequence milliseconds",
            TestResponse.Names(first));
        Assert.Equal("report", first.GetProperty("type").GetString());
        Assert.Equal(TinyModels.BiEncoderName, first.GetProperty("biEncoder").GetString());
        Assert.False(first.GetProperty("alreadyCurrent").GetBoolean());
        Assert.True(first.GetProperty("passages").GetInt32() > before, $"{first} after {before}");
        var second = (await _server.PostAsync("/v1/collections/long/reindex", new { passageTokens = 32 })).Lines[^1];
        Assert.True(second.GetProperty("alreadyCurrent").GetBoolean());
        Assert.Equal(0, second.GetProperty("embedded").GetInt32());
    }

    [Theory]
    [InlineData("""{"biEncoder": "no-such-model"}""", "model-not-found")]
    [InlineData("""{"passageTokens": 15}""", "invalid-field")]
    [InlineData("""{"passageTokens": "many"}""", "invalid-field")]
    [InlineData("""{"model": "x"}""", "unknown-field")]
    public async Task Reindex_WithWhatIsNotThere_IsRefused(string body, string kind) =>
        (await _server.PostAsync("/v1/collections/some/reindex", body)).Fails(422, kind);
}
