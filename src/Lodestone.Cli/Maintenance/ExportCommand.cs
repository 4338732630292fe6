using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Index;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Server;

namespace Lodestone.Cli.Maintenance;

/// <summary><c>lodestone export</c>: a collection's documents as JSON Lines.</summary>
internal static class ExportCommand
{
    private const string Description =
        "Write a collection's documents as JSON Lines in ascending order of id. `lodestone index` reads the same documents back; with " +
        "--vectors, `lodestone import` does, and embeds nothing.";

    private const string Examples = """
        lodestone export > documents.jsonl
        lodestone export --out documents.jsonl
        lodestone index documents.jsonl --collection copy
        lodestone export --vectors --out help.jsonl
        lodestone import help.jsonl --collection copy
        lodestone export --server http://127.0.0.1:8080 --collection help --out help.jsonl

        A line: {"_id", "title", "text", "headings": [{"start", "level", "text"}], "metadata": {...}}; headings only where
        there are any, dates in ISO 8601. Read back, a string that looks like an ISO date is a date, and a document without
        the field `path` gets one. With --vectors every value has its kind, and a line also has the document's passages
        with their token ids and vectors, after a first line that names the model. A server is read page by page, so
        documents that change meanwhile may be old or new.
        """;

    public static Command Create(Terminal terminal)
    {
        var collection = CommandInputs.Collection();
        var output = new Option<string?>("--out", "-o") { HelpName = "F", Description = "Write to a file instead of standard output." };
        var vectors = new Option<bool>("--vectors") { Description = "Write passages, token ids and vectors too, for `lodestone import`." };
        var command = new VerbCommand("export", Description, Examples) { collection, output, vectors };
        var server = new RemoteInputs(command, collection);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(collection)!;
            using var remote = server.Open(parsed, vectors);
            await using var opened = remote is null
                ? await Collection.OpenAsync(name, new CollectionOptions { ReadOnly = true }, cancellationToken)
                : null;
            var count = opened is null
                ? (await remote!.Client.GetCollectionAsync(name, cancellationToken)).Documents
                : await opened.CountAsync(cancellationToken: cancellationToken);
            var documents = opened is null
                ? remote!.Client.ListDocumentsAsync(name, new ListRequest { Top = RequestLimits.MaxPageDocuments }, cancellationToken)
                : opened.ListAsync(cancellationToken: cancellationToken).Select(d => d.ToResponse());
            var path = parsed.GetValue(output);
            await using var file = path is null ? null : FileInProgress.Create(path);
            var progress = new WorkProgress(count);
            var target = file?.Stream ?? terminal.Output;
            var work = parsed.GetValue(vectors) && opened is not null
                ? opened.ExportAsync(target, new ChangeWatch(progress), cancellationToken)
                : Task.Run(() => WriteAsync(documents, target, progress, cancellationToken), cancellationToken);
            await ProgressDisplay.ShowAsync(terminal, "exporting", "documents", progress, work, printsMeanwhile: path is null);
            if (file is not null)
                await file.CompleteAsync(cancellationToken);
            if (path is not null)
                terminal.Tell($"{NumberFormat.Count(progress.Items, "document")} written to '{path}'.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<long> WriteAsync(
        IAsyncEnumerable<DocumentResponse> documents, Stream output, WorkProgress progress, CancellationToken cancellationToken)
    {
        await foreach (var document in documents.WithCancellation(cancellationToken))
        {
            JsonOutput.WriteLine(output, writer => DocumentJson.WriteRecord(writer, document));
            progress.Add(1, 1);
        }

        return progress.Items;
    }
}
