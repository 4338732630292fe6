using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Lodestone.Samples.Tests;

/// <summary>Every sample does what its README shows.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OwnReranker_Run_PrintsWhatItsReadmeShows()
    {
        var output = await SampleProgram.RunAsync("OwnReranker", _folder.Path, _folder.Path);
        Assert.Equal(Shown("OwnReranker"), output);
    }

    [Fact]
    public async Task AspNetCore_TwoCollections_AreSearchedAndTold()
    {
        await using var sample = SampleProgram.Start("AspNetCore", _folder.Path, [
            "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information",
            "--contentRoot", Repository.PathOf("samples", "AspNetCore"), "--Help:Folder", _folder["help"]]);
        var listening = await sample.LineAsync("Now listening on: ");
        using var client = new HttpClient { BaseAddress = new Uri(listening[listening.IndexOf("http:", StringComparison.Ordinal)..]) };
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative), Token));

        object[] documents = [new { id = "refund", text = "Refunds are made within 30 days." }, new { id = "plan", text = "There are three plans." }];
        using var added = await client.PostAsJsonAsync("/help", documents, Token);
        Assert.Equal((HttpStatusCode.OK, "2"), (added.StatusCode, await added.Content.ReadAsStringAsync(Token)));
        var hits = await client.GetFromJsonAsync<JsonElement>("/ask?q=can+I+get+my+money+back%3F", Token);
        Assert.Equal("refund", hits[0].GetProperty("documentId").GetString());

        var over = await client.GetFromJsonAsync<JsonElement>("/search/v1/collections", Token);
        Assert.Contains("shop", over.ToString(), StringComparison.Ordinal);
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token);
        Assert.Contains("lodestone_search_duration_seconds_bucket{", metrics, StringComparison.Ordinal);
        await sample.LineAsync("lodestone.rerank");
        await sample.LineAsync("The collection 'shop' is open");
        Assert.DoesNotContain("money back", sample.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchFiles_OfAFolder_PrintsTheHits()
    {
        File.WriteAllText(_folder["a.txt"], "Refunds are made within 30 days.");
        var output = await SampleProgram.RunAsync("SearchFiles", _folder.Path, _folder["a.txt"], "can I get my money back?");
        Assert.Contains("1 documents added, 0 unchanged, 1 passages, 0 problems", output, StringComparison.Ordinal);
        Assert.Contains("Refunds are made within 30 days.", output, StringComparison.Ordinal);
    }

    /// <summary>The last block of the sample's README.</summary>
    private static string Shown(string sample)
    {
        var parts = File.ReadAllText(Repository.PathOf("samples", sample, "README.md")).Split("```");
        return parts[^2][(parts[^2].IndexOf('\n') + 1)..].TrimEnd('\n');
    }
}
