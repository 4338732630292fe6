using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lodestone.Hosting;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Tests.Collections;

/// <summary>Collections of the application's services and of its routes are one set of objects.</summary>
public sealed class ConfiguredCollectionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _application = null!;
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLodestone("own", options => (options.Folder, options.BiEncoder, options.CrossEncoder) =
            (_folder["own"], TinyModels.BiEncoder, TinyModels.CrossEncoder));
        builder.Services.AddLodestoneServer(options =>
        {
            TestServer.Tiny(options);
            options.DataFolder = _folder["data"];
        });
        _application = builder.Build();
        _application.MapLodestone("/search");
        await _application.StartAsync(Token);
        _client = new HttpClient { BaseAddress = new Uri(_application.Urls.First() + "/search/v1/") };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.StopAsync(Token);
        await _application.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task OwnCollection_OverHttp_IsTheSameAndCannotBeDeleted()
    {
        var own = _application.Services.GetRequiredKeyedService<Collection>("own");
        await own.UpsertAsync([new Document { Id = "a", Text = "words" }], cancellationToken: Token);
        var list = await _client.GetFromJsonAsync<JsonElement>("collections", Token);
        Assert.Equal("own", Assert.Single(list.GetProperty("collections").EnumerateArray().ToArray()).GetProperty("name").GetString());
        using var search = await _client.PostAsJsonAsync("collections/own/search", new { query = "words" }, Token);
        var hits = (await search.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("hits");
        Assert.Equal(1, hits.GetArrayLength());
        using var deletion = await _client.DeleteAsync(new Uri("collections/own", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Conflict, deletion.StatusCode);
        Assert.Contains(HttpErrorCodes.CollectionConfigured, await deletion.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectionMadeOverHttp_InTheApplication_IsTheSame()
    {
        using var made = await _client.PutAsync(new Uri("collections/made-over-http", UriKind.Relative), null, Token);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var collections = _application.Services.GetRequiredService<LodestoneCollections>();
        var collection = await collections.GetAsync("made-over-http", Token);
        await collection.UpsertAsync([new Document { Id = "a", Text = "words" }], cancellationToken: Token);
        var document = await _client.GetFromJsonAsync<JsonElement>("collections/made-over-http/documents/a", Token);
        Assert.Equal("words", document.GetProperty("text").GetString());
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => collections.GetAsync("none", Token));
        Assert.Equal(ErrorCodes.CollectionNotFound, error.Code);
    }
}
