using System.CommandLine;
using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;
using Spectre.Console;

namespace Lodestone.Cli.Models;

/// <summary><c>lodestone models verify</c>.</summary>
internal static class VerifyModelsCommand
{
    private const string Description =
        "Compare every file of the bundled models with SHA256SUMS. Exit code 3 when a file differs, is missing, or is not listed.";

    private const string Examples = """
        lodestone models verify
        lodestone models verify --json
        """;

    public static Command Create(Terminal terminal)
    {
        var json = CommandInputs.Json();
        var command = new VerbCommand("verify", Description, Examples) { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = ModelCatalog.Folder;
            var progress = new WorkProgress(null);
            var each = new EachItem<FileChecksum>(progress, 1);
            var work = Task.Run(() => ModelChecksums.VerifyAsync(each, cancellationToken), cancellationToken);
            var files = await ProgressDisplay.ShowAsync(terminal, "hashing", "files", progress, work);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => Write(writer, folder, files));
            else
                Show(terminal.Screen, folder, files);
            terminal.Flush();
            return Validate(folder, files);
        });
        return command;
    }

    public static void Show(IAnsiConsole screen, string folder, IReadOnlyList<FileChecksum> files)
    {
        screen.Say($"Models in {folder}");
        screen.Gap();
        var table = Tables.Create(screen, ("checksum", false), ("file", false));
        foreach (var file in files)
            table.Row(State(file), file.File);
        screen.Write(table);
        screen.Gap();
        screen.Say($"{NumberFormat.Count(files.Count(f => f.Matches))} of {NumberFormat.Count(files.Count, "file")} as published.");
    }

    /// <exception cref="ModelLoadException">A file differs from the published one.</exception>
    public static int Validate(string folder, IReadOnlyList<FileChecksum> files)
    {
        IReadOnlyList<string> wrong = [.. files.Where(f => !f.Matches).Select(f => $"{f.File} ({State(f)})")];
        return wrong.Count == 0 ? ExitCode.Done : throw new ModelLoadException(
            ErrorCodes.ModelChecksumDiffers,
            $"{NumberFormat.Count(wrong.Count)} of {NumberFormat.Count(files.Count, "file")} in '{folder}' " +
            $"{(wrong.Count == 1 ? "is" : "are")} not " +
            $"as SHA256SUMS has it: {string.Join(", ", wrong)}. Take the models from the release again.",
            folder, "the checksums of SHA256SUMS", string.Join(", ", wrong));
    }

    private static string State(FileChecksum file) =>
        file.Matches ? "ok" : file.Found is null ? "missing" : file.Expected is null ? "not listed" : "differs";

    private static void Write(Utf8JsonWriter json, string folder, IReadOnlyList<FileChecksum> files)
    {
        json.WriteStartObject();
        json.WriteString("folder", folder);
        json.WriteBoolean("matches", files.All(f => f.Matches));
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.File);
            json.WriteBoolean("matches", file.Matches);
            json.WriteString("expected", file.Expected);
            json.WriteString("found", file.Found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
