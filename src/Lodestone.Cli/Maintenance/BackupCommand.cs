using System.CommandLine;
using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Maintenance;

/// <summary><c>lodestone backup</c>: copies a collection, with its indexes, while others write and search it.</summary>
internal static class BackupCommand
{
    private const string Description =
        "Copy a collection with its vectors and indexes into a new folder, as of one commit, also while another process writes it. The " +
        "copy is a collection: search it where it is, or put it in the place of the lost one.";

    private const string Examples = """
        lodestone backup backups/monday
        lodestone backup /mnt/disk/help --collection help
        lodestone search "how do I pay" --collection backups/monday

        The folder must be missing or empty, and outside of the collection. A backup that is stopped leaves nothing in it; one
        that is killed leaves files that do not open, and the next backup into the folder deletes them.
        JSON: {"folder", "sequence", "documents", "bytes", "notices": [texts]}.
        """;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder to create, missing or empty." };
        var collection = CommandInputs.Collection();
        var json = CommandInputs.Json();
        var command = new VerbCommand("backup", Description, Examples) { folder, collection, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Opened to read, so that a writer in another process goes on.
            var options = new CollectionOptions { ReadOnly = true };
            await using var opened = await Collection.OpenAsync(parsed.GetValue(collection)!, options, cancellationToken);
            var progress = new WorkProgress(null);
            var work = opened.BackupAsync(parsed.GetValue(folder)!, new BackupWatch(progress), cancellationToken);
            BackupReport report;
            try
            {
                report = await ProgressDisplay.ShowAsync(terminal, "copying", "MB", progress, work);
            }
            catch (OperationCanceledException stopped)
            {
                throw new StoppedException("the part of the backup that was written is deleted.", stopped);
            }

            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => Write(writer, report));
            else
                Show(terminal, report, parsed.GetValue(folder)!);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(Terminal terminal, BackupReport report, string folder)
    {
        foreach (var notice in report.Notices)
            terminal.Screen.Say(notice);
        terminal.Screen.Say($"{NumberFormat.Count(report.Documents, "document")} copied to '{folder}', {NumberFormat.Size(report.Bytes)}.");
    }

    private static void Write(Utf8JsonWriter json, BackupReport report)
    {
        json.WriteStartObject();
        json.WriteString("folder", report.Folder);
        json.WriteNumber("sequence", report.Sequence);
        json.WriteNumber("documents", report.Documents);
        json.WriteNumber("bytes", report.Bytes);
        json.Strings("notices", report.Notices);
        json.WriteEndObject();
    }

    private sealed class BackupWatch(WorkProgress progress) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => progress.Set(value.Bytes / 1_000_000, value.Bytes, value.TotalBytes);
    }
}
