using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documents;

public sealed class DocumentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Put_NewChangedAndSame_IsTold()
    {
        await _server.PutAsync("/v1/collections/put");
        const string path = "/v1/collections/put/documents/one";
        var added = (await _server.PutAsync(path, """{"title": "One", "text": "The first.", "metadata": {"n": 1}}""")).Is(HttpStatusCode.Created).Json;
        Assert.Equal("added replaced unchanged superseded passages embedded tokensDropped sequence withoutWords", TestResponse.Names(added));
        Assert.Equal(1, added.GetProperty("added").GetInt32());
        Assert.Equal(1, added.GetProperty("embedded").GetInt32());
        var replaced = (await _server.PutAsync(path, """{"text": "Another."}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(1, replaced.GetProperty("replaced").GetInt32());
        var same = (await _server.PutAsync(path, """{"text": "Another."}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(1, same.GetProperty("unchanged").GetInt32());
        Assert.Equal(replaced.GetProperty("sequence").GetInt64(), same.GetProperty("sequence").GetInt64());
        var blank = (await _server.PutAsync(path, """{"text": " "}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(["one"], blank.GetProperty("withoutWords").EnumerateArray().Select(i => i.GetString()));
    }

    [Fact]
    public async Task Get_Document_IsAsItWasGiven()
    {
        var document = (await _server.GetAsync("/v1/collections/some/documents/refunds")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("id title text headings metadata", TestResponse.Names(document));
        Assert.Equal("Refunds", document.GetProperty("title").GetString());
        var metadata = document.GetProperty("metadata");
        Assert.Equal("plan since tags year", TestResponse.Names(metadata));
        Assert.Equal("2024-05-01T00:00:00+00:00", metadata.GetProperty("since").GetString());
        Assert.Equal(["money", "time"], metadata.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        var keys = (await _server.GetAsync("/v1/collections/some/documents/keys/make")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("Make one", keys.GetProperty("headings")[0].GetProperty("text").GetString());
        Assert.True(keys.GetProperty("metadata").GetProperty("draft").GetBoolean());
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("guides%2Fstart.md", "guides/start.md")]
    [InlineData("guides/start.md", "guides/start.md")]
    [InlineData("100%25", "100%")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("%C3%A9t%C3%A9%3F", "été?")]
    [InlineData("..a%2F...%2Fetc", "..a/.../etc")]
    [InlineData("a%2F%2Fb%2F", "a//b/")]
    [InlineData("delete", "delete")]
    [InlineData("documents%2Fdocuments", "documents/documents")]
    public async Task Any_IdInTheAddress_IsTheOneMeant(string written, string meant)
    {
        await _server.PutAsync("/v1/collections/ids");
        var path = $"/v1/collections/ids/documents/{written}";
        Assert.True((await _server.PutAsync(path, """{"text": "something"}""")).Status is 200 or 201);
        Assert.Equal(meant, (await _server.GetAsync(path)).Is(HttpStatusCode.OK).Json.GetProperty("id").GetString());
        var listed = (await _server.GetAsync("/v1/collections/ids/documents")).Json.GetProperty("documents");
        Assert.Contains(meant, listed.EnumerateArray().Select(d => d.GetProperty("id").GetString()));
        (await _server.DeleteAsync(path)).Is(HttpStatusCode.NoContent);
        (await _server.DeleteAsync(path)).Fails(404, "document-not-found", meant);
        (await _server.GetAsync(path)).Fails(404, "document-not-found", meant);
    }

    [Fact]
    public async Task Put_IdThatEndsWithAQuestionMark_IsNotWrittenWithoutIt()
    {
        (await _server.PutAsync("/v1/collections/some/documents/why?", """{"text": "x"}""")).Fails(422, "invalid-field", "%3F");
        (await _server.GetAsync("/v1/collections/some/documents/why")).Fails(404, "document-not-found");
    }

    [Fact]
    public async Task List_Pages_FitTogether()
    {
        await _server.PutAsync("/v1/collections/pages");
        var documents = Enumerable.Range(0, 57).Select(i => new { id = $"d{i:00}", text = $"Number {i}." });
        (await _server.PostAsync("/v1/collections/pages/documents", JsonSerializer.Serialize(new { documents }))).Is(HttpStatusCode.OK);
        var found = new List<string>();
        var (address, pages) = ("/v1/collections/pages/documents?top=25", 0);
        while (true)
        {
            var page = (await _server.GetAsync(address)).Is(HttpStatusCode.OK).Json;
            found.AddRange(page.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("id").GetString()!));
            pages++;
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            address = $"/v1/collections/pages/documents?top=25&after={next}";
        }

        Assert.Equal(3, pages);
        Assert.Equal(documents.Select(d => d.id), found);
    }

    [Theory]
    [InlineData("top=0", "top", "1 to 1000")]
    [InlineData("top=1001", "top", "1 to 1000")]
    [InlineData("top=ten", "top", "'ten'")]
    [InlineData("top=1&top=2", "top", "2 times")]
    [InlineData("limit=3", "limit", "after, top")]
    public async Task List_ParameterThatIsNone_IsRefused(string query, string field, string says)
    {
        var answer = await _server.GetAsync("/v1/collections/some/documents?" + query);
        var problem = answer.Fails(422, field == "limit" ? "unknown-field" : "invalid-field", says);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Put_DocumentThatCannotBeKept_IsRefused()
    {
        (await _server.PutAsync("/v1/collections/some/documents/", """{"text": "x"}""")).Fails(422, "invalid-field", "0 characters");
        (await _server.PutAsync("/v1/collections/some/documents/" + new string('x', 513), """{"text": "x"}"""))
            .Fails(422, "invalid-field", "513 characters");
        (await _server.PutAsync("/v1/collections/some/documents/a%0Ab", """{"text": "x"}""")).Fails(422, "invalid-field", "control character");
        var problem = (await _server.PutAsync("/v1/collections/some/documents/x", """{"text": "x", "metadata": {"a": {"b": [1]}}}"""))
            .Fails(422, "invalid-field", "a list of other things than strings", "an object of these");
        Assert.Equal("metadata.a.b", problem.GetProperty("field").GetString());
        (await _server.PutAsync("/v1/collections/some/documents/x", """{"text": "x", "headings": [{"start": 5, "level": 1, "text": "y"}]}"""))
            .Fails(422, "invalid-field", "heading starts at 5");
        (await _server.GetAsync("/v1/collections/some/documents/x")).Fails(404, "document-not-found");
    }

    [Fact]
    public async Task Delete_ByIdsOrFilter_CountsWhatWasThere()
    {
        await _server.SomeDocumentsAsync("deleting");
        const string path = "/v1/collections/deleting/documents/delete";
        var byIds = (await _server.PostAsync(path, """{"ids": ["refunds", "nothing", "refunds"]}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(1, byIds.GetProperty("deleted").GetInt32());
        var byFilter = (await _server.PostAsync(path, """{"filter": "plan = \"free\" and year >= 2024"}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(1, byFilter.GetProperty("deleted").GetInt32());
        Assert.Equal(1, (await _server.GetAsync("/v1/collections/deleting")).Json.GetProperty("documents").GetInt32());
        (await _server.PostAsync(path, "{}")).Fails(422, "invalid-field", "both missing");
        (await _server.PostAsync(path, """{"ids": ["a"], "filter": "year > 1"}""")).Fails(422, "invalid-field", "both there");
        var unknown = (await _server.PostAsync(path, """{"filter": "colour = 3"}""")).Fails(422, "invalid-filter", "colour", "plan");
        Assert.Equal(["plan", "year"], unknown.GetProperty("known").EnumerateArray().Select(k => k.GetString()));
        (await _server.PostAsync(path, """{"filter": "year >"}""")).Fails(422, "invalid-filter", "position 6");
        (await _server.PostAsync(path, """{"filter": "not (colour = 3)"}""")).Fails(422, "invalid-filter", "colour");
        Assert.Equal(1, (await _server.GetAsync("/v1/collections/deleting")).Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task List_Filter_PagesThroughWhatMatches()
    {
        await _server.SomeDocumentsAsync("listing");
        const string path = "/v1/collections/listing/documents";
        var all = (await _server.GetAsync(path)).Is(HttpStatusCode.OK).Json.GetProperty("documents").EnumerateArray()
            .Where(d => d.GetProperty("metadata").TryGetProperty("plan", out var plan) && plan.GetString() == "free")
            .Select(d => d.GetProperty("id").GetString()).ToArray();
        Assert.NotEmpty(all);
        var seen = new List<string?>();
        for (string? after = ""; after is not null;)
        {
            var query = $"?top=1&filter={Uri.EscapeDataString("plan = \"free\"")}" + (after == "" ? "" : $"&after={after}");
            var page = (await _server.GetAsync(path + query)).Is(HttpStatusCode.OK).Json;
            seen.AddRange(page.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("id").GetString()));
            Assert.False(page.TryGetProperty("unknownFields", out _));
            after = page.GetProperty("next").GetString();
        }

        Assert.Equal(all, seen);
        var unknown = (await _server.GetAsync(path + "?filter=colour%20%3D%203")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((0, "colour"), (unknown.GetProperty("documents").GetArrayLength(), unknown.GetProperty("unknownFields")[0].GetString()));
        (await _server.GetAsync(path + "?filter=colour%20%3D%203&strict=true")).Fails(422, "invalid-filter", "colour");
        (await _server.GetAsync(path + "?strict=maybe")).Fails(422, "invalid-field", "'maybe'");
        (await _server.GetAsync(path + "?filter=plan")).Fails(422, "invalid-filter", "position 4");
    }

    [Fact]
    public async Task Put_WholeNumbers_AreExactOrRefused()
    {
        await _server.SomeDocumentsAsync("whole");
        const string path = "/v1/collections/whole/documents";
        foreach (var (id, order) in new[] { ("a", "9007199254740992"), ("b", "9007199254740993") })
            await _server.PutAsync($"{path}/{id}", """{"text": "x", "metadata": {"order": """ + order + "}}");
        var stored = (await _server.GetAsync($"{path}/b")).Is(HttpStatusCode.OK).Json.GetProperty("metadata");
        Assert.Equal("9007199254740993", stored.GetProperty("order").GetRawText());
        var deleted = (await _server.PostAsync($"{path}/delete", """{"filter": "order = 9007199254740993"}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(1, deleted.GetProperty("deleted").GetInt32());
        (await _server.GetAsync($"{path}/a")).Is(HttpStatusCode.OK);
        (await _server.PutAsync($"{path}/c", """{"text": "x", "metadata": {"order": 18446744073709551616}}"""))
            .Fails(422, "invalid-field", "beyond 64 bits");
    }
}
