using Lodestone.Server;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests.Screens;

/// <summary>How a command is run for its screen.</summary>
/// <param name="Commands">The command lines for a width, in order.</param>
/// <param name="Labels">The labels that are there on every width.</param>
internal sealed record CommandScreen(Func<int, string[][]> Commands, params string[] Labels)
{
    public int ExitCode { get; init; }

    /// <summary>The text at which a command that goes on is interrupted.</summary>
    public string? StopAt { get; init; }

    /// <summary>Whether the output is for a program, such as a script.</summary>
    public bool IsForMachines { get; init; }
}

/// <summary>The screens of all commands, by the commands' names.</summary>
internal static class CommandScreens
{
    /// <summary>Words that narrow screens have and wide ones do not: labels of stacked rows, and the line that names left-out columns.</summary>
    public static readonly string[] Labels =
        [.. "Not shown for want of width bi-encoder cross-encoder probability queries better and worse tokens that it reads 95 value difference".Split(' ')];

    public static Dictionary<string, CommandScreen> All(InProcessCorpus corpus, TemporaryFolder folder)
    {
        string[] at = ["-c", corpus.Collection];
        string[] models = ["--bi", Cli.BiEncoder, "--cross", Cli.CrossEncoder];
        var passages = folder.Write("passages.txt", "We take cards.\nOffices close at six.\n");
        var export = folder["kept.jsonl"];
        if (!Directory.Exists(folder["toy"]))
            EvalTests.Write(folder["toy"]);
        return new(StringComparer.Ordinal)
        {
            ["search"] = One(
                ["BM25", "rank", "cross", "final", "moved", "stage", "probability"],
                ["search", "how do I pay", "--explain", .. at, "--cross", Cli.CrossEncoder]),
            ["similar"] = One(["similarity"], ["similar", "pay", .. at]),
            ["facets"] = One(["plan", "documents"], ["facets", .. at]),
            ["index"] = new(
                _ =>
                {
                    var made = folder["made"];
                    if (Directory.Exists(made))
                        Directory.Delete(made, recursive: true);
                    return [["index", corpus.Documents, "-c", made, "--bi", Cli.BiEncoder, "--lenient", "--in-process"]];
                },
                "4 added", "faq.jsonl:4"),
            ["get"] = One(["id:", "title:", "plan:"], ["get", "pay", .. at]),
            ["list"] = One(["document", "title"], ["list", .. at]),
            ["delete"] = One(["0 documents deleted"], ["delete", "--filter", "year > 3000", "--yes", .. at]),
            ["export"] = One([], ["export", "--out", export, .. at]),
            ["import"] = new(
                _ =>
                {
                    var (full, copy) = (folder["full.jsonl"], folder["copy"]);
                    if (Directory.Exists(copy))
                        Directory.Delete(copy, recursive: true);
                    return [["export", "--vectors", "--out", full, .. at], ["import", full, "-c", copy]];
                },
                "documents"),
            ["stats"] = One(["documents", "passages", "bi-encoder", "field", "holds"], ["stats", .. at]),
            ["doctor"] = One(["is in order"], ["doctor", .. at]),
            ["backup"] = new(
                _ =>
                {
                    var copy = folder["backup"];
                    if (Directory.Exists(copy))
                        Directory.Delete(copy, recursive: true);
                    return [["backup", copy, .. at]];
                }),
            ["config"] = One(["setting", "value", "from", "search.top"], ["config"]),
            ["compare"] = One(
                ["rank", "cosine", "logit", "moved", "ms", "model runs"],
                ["compare", "--why", "how do I pay", "We take cards.", "Offices close at six.", .. models]),
            ["rerank"] = One(
                ["rank", "logit", "probability"], ["rerank", "how do I pay", "--file", passages, "--cross", Cli.CrossEncoder]),
            ["embed"] = One([], ["embed", "a text", "another", "--out", folder["v.npy"], "--bi", Cli.BiEncoder]),
            ["eval"] = One(
                ["stage", "value", "against", "difference", "p", "bm25", "cross-encoder", "best possible"],
                ["eval", folder["toy"], "-c", folder["eval"], .. models]),
            ["models list"] = One(["bge-small-en-v1.5", "ms-marco-minilm-l6-distilled", "bi-encoder", "default"], ["models", "list"]),
            ["models show"] = One(["decided", "why", "pooling", "sentence_bert_config.json"], ["models", "show", "bge-small-en-v1.5"]),
            ["models check"] = One(["passes"], ["models", "check", Cli.BiEncoder]),
            ["models verify"] = One(["as published"], ["models", "verify"]),
            ["models calibrate"] = new(
                _ =>
                {
                    // It writes beside the model.
                    var own = Directory.CreateDirectory(folder["reranker"]).FullName;
                    foreach (var file in Directory.GetFiles(Cli.CrossEncoder, "*", SearchOption.AllDirectories))
                    {
                        var copy = Path.Combine(own, Path.GetRelativePath(Cli.CrossEncoder, file));
                        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                        File.Copy(file, copy, overwrite: true);
                    }

                    return [["models", "calibrate", own]];
                },
                "offset", "scale"),
            ["serve"] = new(
                _ => [["serve", "--urls", "http://127.0.0.1:0", "--data", folder["data"], .. models]], "Listening on", "/reference")
            {
                StopAt = "ready.", ExitCode = 130,
            },
            ["keys add"] = new(_ => [["keys", "add", "--scope", "read", "--data", folder["keys"], "--name", "a name"]]),
            ["keys list"] = new(
                _ =>
                [
                    ["keys", "add", "--scope", "admin", "--data", folder["list"], "--name", "a name of more words than there is room for"],
                    ["keys", "list", "--data", folder["list"]],
                ],
                "id", "scope", "created", "name"),
            ["keys revoke"] = new(
                _ => [["keys", "revoke", new KeyStore(folder["revoke"]).Add(KeyScope.Read).Key.Id, "--data", folder["revoke"]]], "is revoked"),
            ["completion"] = One([], ["completion", "bash"]) with { IsForMachines = true },
        };
    }

    private static CommandScreen One(string[] labels, string[] command) => new(_ => [command], labels);
}

/// <summary>The documents of the other tests, indexed with a tiny model within the test's process.</summary>
public sealed class InProcessCorpus : IAsyncLifetime
{
    /// <summary>The texts, whose words a narrow screen may show where a wide one shows others.</summary>
    public const string Texts = "Cards are accepted. Invoices are paid within thirty days. The ferry leaves the harbour at seven in the morning. " +
        "API access is available on every plan, including the free tier. Money comes back within a week. It takes two days longer.";

    private readonly TemporaryFolder _folder = new();

    public string Documents => _folder["documents"];

    public string Collection => _folder["collection"];

    public async ValueTask InitializeAsync()
    {
        Corpus.Write(Documents);
        (await InProcess.RunAsync(120, ["index", Documents, "-c", Collection, "--bi", Cli.BiEncoder, "--lenient", "--in-process"])).Succeeds();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
