using System.CommandLine;
using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Server;
using Spectre.Console;

namespace Lodestone.Cli.Maintenance;

/// <summary><c>lodestone doctor</c>: checks a collection.</summary>
internal static class DoctorCommand
{
    private const string Description =
        "Check a collection: the store, its checksums, that the indexes have exactly its passages, and that the vector index finds the " +
        "same as comparing all vectors. With --repair the indexes are rebuilt from the documents.";

    private const string Examples = """
        lodestone doctor
        lodestone doctor my-collection --quick --json
        lodestone doctor --repair

        Exit code 0: in order. 3: problems remain. Without --repair nothing is changed, and another process
        may continue writing. The documents are only in the store: --repair cannot restore damaged ones.
        JSON: {"clean", "problems", "notices", "sequence", "vectorIndex"}.
        """;

    public static Command Create(Terminal terminal)
    {
        var collection = new CollectionPlace();
        var repair = new Option<bool>("--repair") { Description = "Rebuild the indexes from the documents, then check." };
        var quick = new Option<bool>("--quick") { Description = "Omit the checks that read every page of the store." };
        var json = CommandInputs.Json();
        var command = new VerbCommand("doctor", Description, Examples) { collection.Argument, collection.Option, repair, quick, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = collection.Of(parsed);
            var repairs = parsed.GetValue(repair);
            await using var opened = repairs
                ? await CollectionFolder.OpenForWritingAsync(folder, cancellationToken, rebuild: true)
                : await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
            var progress = new WorkProgress(null);
            var work = opened.CheckAsync(!parsed.GetValue(quick), cancellationToken);
            var report = await ProgressDisplay.ShowAsync(terminal, "checking", "collections", progress, work);
            // An index that had to be rebuilt in memory is still damaged on the disk.
            var left = repairs ? report.Problems : [.. report.Problems, .. report.Notices];
            if (repairs)
                await opened.SaveAsync(cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => Write(writer, report, left, repairs));
            else
                Show(terminal.Screen, folder, report, left, repairs);
            return left.Count == 0 ? ExitCode.Done : ExitCode.Unusable;
        });
        return command;
    }

    internal static void Show(IAnsiConsole screen, string folder, CheckReport report, IReadOnlyList<string> left, bool repaired)
    {
        foreach (var notice in repaired ? report.Notices : [])
            screen.Say(notice);
        if (left.Count == 0)
        {
            screen.Say($"The collection '{folder}' is in order, as of its change {NumberFormat.Count(report.Sequence)}.");
            return;
        }

        screen.Say($"{NumberFormat.Count(left.Count, "problem")} in the collection '{folder}':");
        foreach (var problem in left)
            screen.Say($"- {problem}");
        screen.Say(repaired
            ? "The indexes are rebuilt; the other problems are in the store. Restore it from a copy, or index again into another folder."
            : "`lodestone doctor --repair` rebuilds the indexes from the documents.");
    }

    private static void Write(Utf8JsonWriter json, CheckReport report, IReadOnlyList<string> left, bool repaired)
    {
        json.WriteStartObject();
        json.WriteBoolean("clean", left.Count == 0);
        json.Strings("problems", left);
        json.Strings("notices", repaired ? report.Notices : []);
        json.WriteNumber("sequence", report.Sequence);
        json.WritePropertyName("vectorIndex");
        JsonSerializer.Serialize(json, report.VectorIndex?.ToResponse(), ContractsJson.TypeInfo<VectorIndexResponse?>());
        json.WriteEndObject();
    }
}
