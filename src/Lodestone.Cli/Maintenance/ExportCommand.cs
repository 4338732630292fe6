using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Index;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;

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

        A line: {"_id", "title", "text", "headings": [{"start", "level", "text"}], "metadata": {...}}; headings only where
        there are any, dates in ISO 8601. Read back, a string that looks like an ISO date is a date, and a document without
        the field `path` gets one. With --vectors every value has its kind, and a line also has the document's passages
        with their token ids and vectors, after a first line that names the model.
        """;

    public static Command Create(Terminal terminal)
    {
        var collection = CommandInputs.Collection();
        var output = new Option<string?>("--out", "-o") { HelpName = "F", Description = "Write to a file instead of standard output." };
        var vectors = new Option<bool>("--vectors") { Description = "Write passages, token ids and vectors too, for `lodestone import`." };
        var command = new VerbCommand("export", Description, Examples) { collection, output, vectors };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(collection)!;
            await using var opened = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
            var path = parsed.GetValue(output);
            await using var file = path is null ? null : FileInProgress.Create(path);
            var progress = new WorkProgress(await opened.CountAsync(cancellationToken: cancellationToken));
            var target = file?.Stream ?? terminal.Output;
            var work = parsed.GetValue(vectors)
                ? opened.ExportAsync(target, new ChangeWatch(progress), cancellationToken)
                : Task.Run(() => WriteAsync(opened, target, progress, cancellationToken), cancellationToken);
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
        Collection collection, Stream output, WorkProgress progress, CancellationToken cancellationToken)
    {
        await foreach (var document in collection.ListAsync(cancellationToken: cancellationToken))
        {
            JsonOutput.WriteLine(output, writer => DocumentJson.WriteRecord(writer, document));
            progress.Add(1, 1);
        }

        return progress.Items;
    }
}
