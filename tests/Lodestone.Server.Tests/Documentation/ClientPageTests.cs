using System.Text.RegularExpressions;
using Lodestone.Contracts;
using Lodestone.Contracts.Client;
using Lodestone.Contracts.OpenAi;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documentation;

/// <summary>The code of docs/client.md: it is this file's, compiled and run.</summary>
public sealed partial class ClientPageTests
{
    [Fact]
    public async Task Code_OfThePage_IsThatOfThisFile()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "client.md"), TestServer.Stop);
        var source = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Lodestone.Server.Tests", "Documentation", "ClientPageTests.cs"), TestServer.Stop);
        var compiled = Compiled().Matches(source).Select(m => Unindented(m.Groups[1].Value)).ToArray();
        Assert.Equal(3, compiled.Length);
        Assert.Equal(Shown().Matches(page).Select(m => m.Groups[1].Value), compiled);
    }

    [Fact]
    public async Task Code_OfThePage_RunsAgainstAServer()
    {
        await using var server = await TestServer.StartAsync();
        using var output = new StringWriter { NewLine = "\n" };
        Document[] documents =
        [
            new() { Id = "refunds", Title = "Refunds", Text = "Yearly plans are refunded within 14 days.", Metadata = { ["year"] = 2024 } },
            new() { Id = "", Text = "Nobody can name this." },
        ];
        await RunAsync(server.Address, null, documents.ToAsyncEnumerable(), output, TestServer.Stop);
        Assert.Equal(
            """
            document 2: Document '': The id is empty. Give 1 to 512 characters.
            1. Refunds
            refunds
            filter: year
            1 near
            """,
            output.ToString().Trim(),
            ignoreLineEndingDifferences: true);
    }

    private static async Task RunAsync(
        Uri address, string? apiKey, IAsyncEnumerable<Document> documents, StringWriter output, CancellationToken cancellationToken)
    {
        // page
        using var lodestone = new LodestoneClient(address, apiKey);
        await lodestone.CreateCollectionAsync("help", cancellationToken: cancellationToken);
        var report = await lodestone.UploadAsync("help", documents, cancellationToken: cancellationToken);
        foreach (var problem in report.Problems)
            output.WriteLine($"document {problem.Line}: {problem.Reason}");

        var found = await lodestone.SearchAsync("help", new SearchRequest { Query = "refunds", Top = 3 }, cancellationToken);
        foreach (var hit in found.Hits)
            output.WriteLine($"{hit.Rank}. {hit.Title}");
        // end

        // page
        await foreach (var document in lodestone.ListDocumentsAsync("help", new ListRequest { Filter = "year >= 2024" }, cancellationToken))
            output.WriteLine(document.Id);

        var embedded = await lodestone.EmbedAsync(["money back"], InputType.Query, cancellationToken: cancellationToken);
        var near = await lodestone.SearchAsync(
            "help", new SearchRequest { Vector = embedded.Data[0].Embedding.Values.ToArray(), Top = 3 }, cancellationToken);
        // end

        // page
        try
        {
            await lodestone.SearchAsync("help", new SearchRequest { Query = "refunds", Filter = "colour = 1", Strict = true }, cancellationToken);
        }
        catch (LodestoneClientException failure) when (failure.Code == "invalid-filter")
        {
            output.WriteLine($"{failure.Problem!.Field}: {string.Join(", ", failure.Problem.Known!)}");
        }
        // end

        output.WriteLine($"{near.Hits.Count} near");
    }

    private static string Unindented(string code) =>
        string.Concat(code.Split('\n').SkipLast(1).Select(l => (l.Length == 0 ? l : l[8..]) + "\n"));

    [GeneratedRegex(@"^        // page\n(.*?)        // end\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Compiled();

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Shown();
}
