using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Server;

namespace Lodestone.Cli.Maintenance;

/// <summary><c>lodestone stats</c>: shows the contents and the size of a collection.</summary>
internal static class StatsCommand
{
    private const string Description =
        "Show the contents of a collection: documents, passages, fields, models, sizes, and the health of its index.";

    private const string Examples = """
        lodestone stats
        lodestone stats --collection my-collection --json
        """;

    public static Command Create(Terminal terminal)
    {
        var collection = CommandInputs.Collection();
        var json = CommandInputs.Json();
        var command = new VerbCommand("stats", Description, Examples) { collection, json };
        command.SetAction((Func<ParseResult, CancellationToken, Task<int>>)(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(collection)!;
            await using var opened = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
            var stats = await opened.StatsAsync(cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, stats.ToResponse(opened.Notices), ContractsJson.TypeInfo<StatsResponse>());
            else
                StatsScreen.Show(terminal.Screen, folder, stats, opened.Notices);
            return ExitCode.Done;
        }));
        return command;
    }
}
