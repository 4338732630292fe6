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
        lodestone stats my-collection --json
        lodestone stats help --server http://127.0.0.1:8080
        """;

    public static Command Create(Terminal terminal)
    {
        var collection = new CollectionPlace();
        var json = CommandInputs.Json();
        var command = new VerbCommand("stats", Description, Examples) { collection.Argument, collection.Option, json };
        var server = new RemoteInputs(command, collection.Option, collection.Argument);
        command.SetAction((Func<ParseResult, CancellationToken, Task<int>>)(async (parsed, cancellationToken) =>
        {
            var name = collection.Of(parsed);
            using var remote = server.Open(parsed);
            var stats = remote is null
                ? await StatsAsync(name, cancellationToken)
                : await remote.Client.GetCollectionAsync(name, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, stats, ContractsJson.TypeInfo<StatsResponse>());
            else
                StatsScreen.Show(terminal.Screen, name, stats);
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<StatsResponse> StatsAsync(string folder, CancellationToken cancellationToken)
    {
        await using var opened = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
        return (await opened.StatsAsync(cancellationToken)).ToResponse(opened.Notices);
    }
}
