using System.CommandLine;
using Lodestone.Server;

namespace Lodestone.Cli;

/// <summary><c>lodestone stats</c>: what is in a collection, and what it takes.</summary>
internal static class StatsCommand
{
    private const string Description =
        "Show what is in a collection: documents, passages, fields, models, sizes, and the health of its index.";

    private const string Examples = """
        lodestone stats
        lodestone stats --collection my-collection --json
        """;

    public static Command Create(Terminal terminal)
    {
        var collection = CommandInputs.Collection();
        var json = CommandInputs.Json();
        var command = new VerbCommand("stats", Description, Examples) { collection, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(collection)!;
            await using var opened = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
            var stats = await opened.StatsAsync(cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, StatsAnswer.Of(stats, opened.Notices), ServerJson.Default.StatsAnswer);
            else
                StatsScreen.Show(terminal.Screen, folder, stats, opened.Notices);
            return ExitCode.Done;
        });
        return command;
    }
}
