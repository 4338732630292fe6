using System.Text.Json;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Spectre.Console;

namespace Lodestone.Cli.Index;

/// <summary>What became of documents whose source is gone, for people and as JSON.</summary>
internal static class MirrorScreen
{
    public static void Show(IAnsiConsole screen, IndexOutcome outcome)
    {
        foreach (var folder in outcome.Folders)
        {
            if (Sentence(folder, outcome.IsDryRun) is { } sentence)
                screen.Say(sentence);
            if (folder.PassedOver > 0)
            {
                screen.Say(
                    $"{NumberFormat.Count(folder.PassedOver, "document")} of '{Place(folder)}' kept: the files are there, and this run " +
                    "passes over them.");
            }
        }
    }

    public static void Write(Utf8JsonWriter json, IndexOutcome outcome)
    {
        json.WriteBoolean("dryRun", outcome.IsDryRun);
        json.WriteStartArray("folders");
        foreach (var folder in outcome.Folders)
        {
            json.WriteStartObject();
            json.WriteString("root", folder.Root);
            json.WriteString("path", folder.Path);
            json.WriteNumber("documents", folder.Documents);
            json.WriteNumber("gone", folder.Gone);
            json.Strings("goneIds", folder.GoneIds);
            json.WriteNumber("removed", folder.Removed);
            json.WriteNumber("passedOver", folder.PassedOver);
            json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(folder.Outcome.ToString()));
            json.WriteString("code", folder.Code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Sentence(MirroredFolder folder, bool isDryRun)
    {
        var gone = NumberFormat.Count(folder.Gone, "document");
        var ids = string.Join(", ", folder.GoneIds.Select(i => $"'{i}'")) + (folder.Gone > folder.GoneIds.Count ? " and others" : "");
        return folder switch
        {
            { Outcome: MirrorOutcome.Incomplete } =>
                $"Nothing of '{Place(folder)}' was deleted, because it could not be listed fully. {ErrorAdvice.Of(folder.Code!)}",
            { Outcome: MirrorOutcome.Unconfirmed } when isDryRun =>
                $"{gone} of '{Place(folder)}' would be deleted only after a question, or with --yes: they are more than half of " +
                $"{NumberFormat.Count(folder.Documents)}, and have no source any more ({ids}).",
            { Outcome: MirrorOutcome.Unconfirmed } =>
                $"Nothing of '{Place(folder)}' was deleted: {gone} of {NumberFormat.Count(folder.Documents)} have no source any more, " +
                $"more than half ({ids}). {ErrorAdvice.Of(folder.Code!)}",
            { Gone: 0 } => null,
            { Outcome: MirrorOutcome.Removed } when isDryRun =>
                $"{gone} of '{Place(folder)}' would be deleted, with no source any more: {ids}.",
            { Outcome: MirrorOutcome.Removed } =>
                $"{NumberFormat.Count(folder.Removed, "document")} of '{Place(folder)}' deleted, with no source any more: {ids}.",
            _ => $"{gone} of '{Place(folder)}' without a source any more: {ids}. --mirror deletes such documents.",
        };
    }

    private static string Place(MirroredFolder folder) => folder.Path.Length == 0 ? folder.Root : $"{folder.Root}/{folder.Path}";
}
