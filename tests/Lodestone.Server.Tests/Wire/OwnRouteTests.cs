using System.Net.Http.Json;
using System.Text.Json;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Lodestone.Server.Tests.Wire;

/// <summary>A minimal API of an application's own that returns the library's types as they are.</summary>
public sealed class OwnRouteTests
{
    [Fact]
    public async Task MapGet_ReturningResultsAndDocuments_AnswersWithJsonThatComesBack()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, token);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var application = builder.Build();
        application.MapGet("/ask", (string q, CancellationToken stop) => collection.SearchAsync(q, cancellationToken: stop));
        application.MapGet("/best", async (string q, CancellationToken stop) =>
            (await collection.SearchAsync(q, cancellationToken: stop)).Hits[0].Metadata);
        application.MapGet("/documents", () => collection.ListAsync());
        application.MapPut("/documents", (Document document) => collection.UpsertAsync([document]));
        await application.StartAsync(token);
        using var client = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };

        var document = new Document
        {
            Id = "a", Title = "A", Text = "Some words.", Headings = [new Heading(0, 1, "Some")],
            Metadata = { ["order"] = 9_007_199_254_740_993, ["since"] = new DateOnly(2024, 5, 1), ["tags"] = new[] { "x" }, ["open"] = true },
        };
        (await client.PutAsJsonAsync("/documents", document, token)).EnsureSuccessStatusCode();
        var result = await client.GetFromJsonAsync<SearchResult>("/ask?q=words", token);
        Assert.Equal(document.Metadata.OrderBy(m => m.Key), Assert.Single(result!.Hits).Metadata.OrderBy(m => m.Key));
        Assert.NotNull(result.Hits[0].Logit);
        var metadata = JsonElement.Parse(await client.GetStringAsync("/best?q=words", token));
        Assert.Equal("9007199254740993", metadata.GetProperty("order").GetRawText());
        var stored = Assert.Single((await client.GetFromJsonAsync<Document[]>("/documents", token))!);
        Assert.Equal(document.Headings, stored.Headings);
        Assert.Equal(document.Metadata.OrderBy(m => m.Key), stored.Metadata.OrderBy(m => m.Key));
    }
}
