using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Server;

namespace Lodestone.Cli.Index;

/// <summary><c>lodestone import</c>: puts the documents of an export with vectors into a collection, without embedding them.</summary>
internal static class ImportCommand
{
    private const string Description =
        "Put the documents of `lodestone export --vectors` into a collection with the vectors that the export has, so that nothing is " +
        "embedded. Identical documents are skipped, others of the same id replaced.";

    private const string Examples = """
        lodestone export --vectors --out help.jsonl
        lodestone import help.jsonl --collection copy
        lodestone export --vectors -c help | lodestone import - -c copy
        lodestone import mine.jsonl --collection copy --bi models/mine

        A new collection takes the model of the export, which need not be on this machine until a text is to be embedded;
        --bi names the folder of one that is not bundled. A collection with documents has to be of the same model. A line
        that cannot be used is listed with its number, and so is a file that ends early; the exit code is then 5, and 2 if
        no document was imported.
        """;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The file of the export; `-` is standard input." };
        var collection = CommandInputs.Collection();
        var biEncoder = CommandInputs.CollectionBiEncoder("The bi-encoder of the export, for a new collection. Default: by its name.");
        var json = CommandInputs.Json("Print the report as JSON, with every problem.");
        var command = new VerbCommand("import", Description, Examples) { file, collection, biEncoder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(collection)!;
            await using var input = InputFile.Open(parsed.GetValue(file)!);
            var report = (await ImportAsync(terminal, input, folder, parsed.GetValue(biEncoder), cancellationToken)).ToResponse();
            var outcome = await DescribeAsync(folder, report, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => IndexingJson.Write(writer, outcome));
            else
                IndexingScreen.Show(terminal.Screen, outcome);
            return report.Problems.Count == 0 ? ExitCode.Done : report.Documents() == 0 ? ExitCode.Usage : ExitCode.Degraded;
        });
        return command;
    }

    private static async Task<IndexingReport> ImportAsync(
        Terminal terminal, InputFile input, string folder, string? biEncoder, CancellationToken cancellationToken)
    {
        using var encoders = ModelLoading.Encoders();
        var watch = new ImportWatch();
        var options = new CollectionOptions { BiEncoder = biEncoder, Models = encoders };
        var work = Collection.ImportIntoAsync(folder, input.Stream, options, watch, cancellationToken);
        try
        {
            return await ProgressDisplay.ShowAsync(terminal, "importing", "documents", watch.Progress, work);
        }
        catch (OperationCanceledException stopped)
        {
            var kept = watch.Progress.Items;
            throw new StoppedException(
                $"{NumberFormat.Count(kept, "document")} of this run {(kept == 1 ? "is" : "are")} kept in '{folder}', and the same " +
                "command goes on from there.",
                stopped);
        }
    }

    private static async Task<IndexOutcome> DescribeAsync(string folder, IndexingResponse report, CancellationToken cancellationToken)
    {
        await using var collection = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
        return new IndexOutcome
        {
            Collection = folder,
            BiEncoder = collection.BiEncoder!,
            Documents = await collection.CountAsync(cancellationToken: cancellationToken),
            Notices = collection.Notices,
            Report = report,
        };
    }

    private sealed class ImportWatch : IProgress<IndexingProgress>
    {
        public WorkProgress Progress { get; } = new(null);

        public void Report(IndexingProgress value) => Progress.Set(value.Documents, value.BytesRead, value.TotalBytes);
    }
}
