using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documents;

/// <summary>Documents that an earlier version stored under ids with dot segments, and the routes that take ids in their body.</summary>
public sealed class EarlierIdTests
{
    private static readonly string[] Earlier = ["%252e%252E", "..", "../../other", "..\\x", "a/./b"];

    [Fact]
    public async Task EarlierIds_ByBody_AreReadAndDeleted()
    {
        using var data = new TemporaryFolder();
        Unpack(Directory.CreateDirectory(data["collections/old"]).FullName);
        await using var server = await TestServer.StartAsync(data: data.Path);
        const string old = "/v1/collections/old";
        var listed = (await server.GetAsync($"{old}/documents")).Is(HttpStatusCode.OK).Json.GetProperty("documents");
        Assert.Equal([.. Earlier, "keep"], listed.EnumerateArray().Select(d => d.GetProperty("id").GetString()));
        var after = (await server.GetAsync($"{old}/documents?after=../../other")).Is(HttpStatusCode.OK).Json.GetProperty("documents");
        Assert.Equal(3, after.GetArrayLength());

        string[] asked = ["a/./b", "gone", .. Earlier, "keep"];
        var answer = await server.PostAsync($"{old}/documents/get", JsonSerializer.Serialize(new { ids = asked }));
        var read = answer.Is(HttpStatusCode.OK).Json;
        Assert.Equal("documents missing remaining", TestResponse.Names(read));
        var found = read.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("id").GetString());
        Assert.Equal(asked.Distinct().Where(id => id != "gone"), found);
        Assert.Equal(["gone"], read.GetProperty("missing").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(0, read.GetProperty("remaining").GetArrayLength());
        Assert.Equal("id title text headings metadata", TestResponse.Names(read.GetProperty("documents")[0]));

        (await server.GetAsync($"{old}/documents/..%2F..%2Fother")).Fails(400, "ambiguous-path", "/documents/get");
        (await server.PostAsync($"{old}/search", """{"query": "an entry of a folder listing", "rerank": false}""")).Is(HttpStatusCode.OK);
        var deleted = await server.PostAsync($"{old}/documents/delete", JsonSerializer.Serialize(new { ids = Earlier }));
        Assert.Equal(5, deleted.Is(HttpStatusCode.OK).Json.GetProperty("deleted").GetInt32());
        (await server.GetAsync($"{old}/documents/keep")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Get_ByBody_IsBoundedAndSaysWhatIsLeft()
    {
        await using var server = await TestServer.StartAsync();
        const string path = "/v1/collections/long/documents";
        await server.PutAsync("/v1/collections/long");
        var text = JsonSerializer.Serialize(new { text = new string(' ', 3 << 20) });
        foreach (var id in new[] { "a", "b", "c" })
            (await server.PutAsync($"{path}/{id}", text)).Is(HttpStatusCode.Created);
        var answer = await server.PostAsync($"{path}/get", """{"ids": ["none", "c", "a", "c", "b", "nothing"]}""");
        var read = answer.Is(HttpStatusCode.OK).Json;
        Assert.Equal(["c", "a"], read.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("id").GetString()));
        Assert.Equal(["none"], read.GetProperty("missing").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(["b", "nothing"], read.GetProperty("remaining").EnumerateArray().Select(i => i.GetString()));
        var rest = (await server.PostAsync($"{path}/get", """{"ids": ["b", "nothing"]}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal([1, 1, 0], rest.EnumerateObject().Select(p => p.Value.GetArrayLength()));
    }

    [Theory]
    [InlineData("{}", "ids")]
    [InlineData("""{"ids": []}""", "1 to 1000")]
    [InlineData("""{"ids": [null]}""", "ids[0]")]
    [InlineData("""{"ids": ["\ud800"]}""", "surrogate")]
    [InlineData("many", "1001 values")]
    public async Task Get_BodyThatIsNone_IsRefused(string body, string says)
    {
        await using var server = await TestServer.StartAsync();
        await server.PutAsync("/v1/collections/some");
        if (body == "many")
            body = JsonSerializer.Serialize(new { ids = Enumerable.Range(0, 1_001).Select(i => $"{i}") });
        (await server.PostAsync("/v1/collections/some/documents/get", body)).Fails(422, "invalid-field", says);
        (await server.PostAsync("/v1/collections/none/documents/get", """{"ids": ["a"]}""")).Fails(404, "collection-not-found");
    }

    /// <summary>A store that a version without the rule has written.</summary>
    private static void Unpack(string folder)
    {
        using var packed = File.OpenRead(Path.Combine(Repository.Root, "fixtures", "stores", "dot-segment-ids.db.gz"));
        using var unpacking = new GZipStream(packed, CompressionMode.Decompress);
        using var store = File.Create(Path.Combine(folder, CollectionDefaults.StoreFile));
        unpacking.CopyTo(store);
    }
}
