using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>A few documents in several formats, and a collection of them made by the program with the bundled models.</summary>
public sealed class Corpus : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Documents => _folder["documents"];

    public string Collection => _folder["collection"];

    public async ValueTask InitializeAsync()
    {
        Write(Documents);
        (await Cli.RunAsync("index", Documents, "--collection", Collection, "--lenient")).Succeeds();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "faq.jsonl"),
        [
            """{"_id": "pay", "title": "Ways to pay", "text": "Cards are accepted. Invoices are paid within thirty days.",""" +
                """ "plan": "pro", "year": 2024, "tags": ["billing", "cards"], "open": true, "since": "2024-05-01"}""",
            """{"_id": "ferry", "title": "Ferry", "text": "The ferry leaves the harbour at seven in the morning.",""" +
                """ "plan": "free", "year": 2020}""",
            """{"_id": "api", "title": "API access", "text": "API access is available on every plan, including the free tier.",""" +
                """ "plan": "free", "year": 2025}""",
            "this is no JSON",
        ]);
        File.WriteAllText(
            Path.Combine(folder, "guide.md"),
            "# Refunds\n\nMoney comes back within a week.\n\n## By card\n\nIt takes two days longer.\n");
        File.WriteAllBytes(Path.Combine(folder, "picture.txt"), [0, 1, 2, 0, 0, 0, 255, 254, 0, 0]);
    }
}
