using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Collections;

public sealed class CollectionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Put_NewThenAgain_IsMadeOnce()
    {
        var made = (await _server.PutAsync("/v1/collections/twice")).Is(HttpStatusCode.Created).Json;
        Assert.Equal(0, made.GetProperty("documents").GetInt32());
        Assert.Equal(TinyModels.BiEncoderName, made.GetProperty("biEncoder").GetString());
        (await _server.PutAsync("/v1/collections/twice", "{}")).Is(HttpStatusCode.OK);
        (await _server.PutAsync("/v1/collections/twice", $$"""{"biEncoder": "{{TinyModels.BiEncoderName}}"}""")).Is(HttpStatusCode.OK);
        var other = await _server.PutAsync("/v1/collections/twice", """{"biEncoder": "bge-small-en-v1.5"}""");
        var problem = other.Fails(409, "collection-exists", "'twice'", TinyModels.BiEncoderName, "bge-small-en-v1.5");
        Assert.Equal("biEncoder", problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Put_ModelThatMoved_IsUsedFromWhereTheServerHasIt()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(TinyModels.BiEncoder, "*", SearchOption.AllDirectories))
            folder.Write(Path.Combine("gone", Path.GetRelativePath(TinyModels.BiEncoder, file)), await File.ReadAllBytesAsync(file, TestServer.Stop));
        await using (var collection = await Collection.OpenAsync(
            Path.Combine(_server.Data, "collections", "moved"), new() { BiEncoder = folder["gone"] }, TestServer.Stop))
        {
            await collection.UpsertAsync([new Document { Id = "a", Text = "to be" }], cancellationToken: TestServer.Stop);
        }

        Directory.Delete(folder["gone"], recursive: true);
        Assert.Equal("gone", (await _server.GetAsync("/v1/collections/moved")).Is(HttpStatusCode.OK).Json.GetProperty("biEncoder").GetString());
        const string Query = """{"query": "to be", "retrieval": "dense"}""";
        Assert.NotEqual(200, (await _server.PostAsync("/v1/collections/moved/search", Query)).Status);
        (await _server.PutAsync("/v1/collections/moved", """{"biEncoder": "all-minilm-l6-v2"}"""))
            .Fails(409, "collection-exists", "'moved'", "gone", "all-minilm-l6-v2");
        var put = await _server.PutAsync("/v1/collections/moved", $$"""{"biEncoder": "{{TinyModels.BiEncoderName}}"}""");
        Assert.Equal(TinyModels.BiEncoderName, put.Is(HttpStatusCode.OK).Json.GetProperty("biEncoder").GetString());
        (await _server.PostAsync("/v1/collections/moved/search", Query)).Is(HttpStatusCode.OK);
        (await _server.DeleteAsync("/v1/collections/moved")).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Put_ManyAtOnce_IsMadeOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _server.PutAsync("/v1/collections/raced")));
        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(7, answers.Count(a => a.Status == 200));
    }

    [Theory]
    [InlineData("no-such-model")]
    [InlineData("ms-marco-minilm-l12-v2")]
    [InlineData("/etc")]
    public async Task Put_ModelThatIsNone_NamesThoseThatAre(string model)
    {
        var answer = await _server.PutAsync("/v1/collections/modelless", JsonSerializer.Serialize(new { biEncoder = model }));
        var problem = answer.Fails(422, "model-not-found", model, "bge-small-en-v1.5");
        Assert.Contains(TinyModels.BiEncoderName, problem.GetProperty("known").EnumerateArray().Select(k => k.GetString()));
        (await _server.GetAsync("/v1/collections/modelless")).Fails(404, "collection-not-found");
    }

    [Fact]
    public async Task Get_Collection_HasTheShapeOfStats()
    {
        var stats = (await _server.GetAsync("/v1/collections/some")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(
            "documents passages sequence biEncoder biEncoderChecksum dimensions crossEncoder storeBytes indexBytes fields vectorIndex notices",
            TestResponse.Names(stats));
        Assert.Equal(3, stats.GetProperty("documents").GetInt32());
        Assert.Equal(TinyModels.CrossEncoderName, stats.GetProperty("crossEncoder").GetString());
        Assert.Equal("draft plan since tags year", TestResponse.Names(stats.GetProperty("fields")));
        Assert.Equal("exact", stats.GetProperty("vectorIndex").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task List_Collections_AreInOrder()
    {
        (await _server.PutAsync("/v1/collections/zz")).Is(HttpStatusCode.Created);
        (await _server.PutAsync("/v1/collections/aa")).Is(HttpStatusCode.Created);
        var list = (await _server.GetAsync("/v1/collections")).Is(HttpStatusCode.OK).Json.GetProperty("collections").EnumerateArray().ToArray();
        var names = list.Select(c => c.GetProperty("name").GetString()!).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        var some = list.Single(c => c.GetProperty("name").GetString() == "some");
        Assert.Equal("name documents passages biEncoder problem", TestResponse.Names(some));
        Assert.Equal(3, some.GetProperty("documents").GetInt32());
        Assert.Equal(3, some.GetProperty("passages").GetInt32());
        Assert.Equal(TinyModels.BiEncoderName, some.GetProperty("biEncoder").GetString());
    }

    [Fact]
    public async Task Get_Missing_NamesThoseThatAre()
    {
        var problem = (await _server.GetAsync("/v1/collections/nothing")).Fails(404, "collection-not-found", "'nothing'", "some", "PUT");
        Assert.Contains("some", problem.GetProperty("known").EnumerateArray().Select(k => k.GetString()));
        (await _server.DeleteAsync("/v1/collections/nothing")).Fails(404, "collection-not-found");
        (await _server.PostAsync("/v1/collections/nothing/search", """{"query": "x"}""")).Fails(404, "collection-not-found");
        (await _server.PostAsync("/v1/collections/nothing/documents", """{"documents": [{"id": "a", "text": "b"}]}"""))
            .Fails(404, "collection-not-found");
    }

    [Fact]
    public async Task Delete_Collection_TakesItsFilesAway()
    {
        await _server.SomeDocumentsAsync("gone");
        Assert.True(Directory.Exists(Path.Combine(_server.Data, "collections", "gone")));
        (await _server.DeleteAsync("/v1/collections/gone")).Is(HttpStatusCode.NoContent);
        Assert.False(Directory.Exists(Path.Combine(_server.Data, "collections", "gone")));
        (await _server.GetAsync("/v1/collections/gone")).Fails(404, "collection-not-found");
        (await _server.PutAsync("/v1/collections/gone")).Is(HttpStatusCode.Created);
        Assert.Equal(0, (await _server.GetAsync("/v1/collections/gone")).Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task Any_DamagedCollection_IsToldAndCanBeDeleted()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_server.Data, "collections", "damaged"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lodestone.db"), "no database", TestServer.Stop);
        (await _server.GetAsync("/v1/collections/damaged")).Fails(503, "collection-unusable", "damaged");
        var list = (await _server.GetAsync("/v1/collections")).Is(HttpStatusCode.OK).Json.GetProperty("collections");
        var entry = list.EnumerateArray().Single(c => c.GetProperty("name").GetString() == "damaged");
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("documents").ValueKind);
        Assert.Contains("first page", entry.GetProperty("problem").GetString(), StringComparison.Ordinal);
        (await _server.DeleteAsync("/v1/collections/damaged")).Is(HttpStatusCode.NoContent);
        Assert.False(folder.Exists && Directory.Exists(folder.FullName));
    }

    [Fact]
    public async Task Any_CollectionThatAnotherWrites_IsInUse()
    {
        var folder = Path.Combine(_server.Data, "collections", "taken");
        var options = new CollectionOptions { BiEncoder = TinyModels.BiEncoder };
        await using (await Collection.OpenAsync(folder, options, TestServer.Stop))
        {
            var answer = await _server.GetAsync("/v1/collections/taken");
            answer.Fails(503, "collection-in-use", "Another process", "'taken'");
            Assert.True(answer.Headers.ContainsKey("Retry-After"));
            (await _server.DeleteAsync("/v1/collections/taken")).Fails(503, "collection-in-use");
        }

        (await _server.GetAsync("/v1/collections/taken")).Is(HttpStatusCode.OK);
    }
}
