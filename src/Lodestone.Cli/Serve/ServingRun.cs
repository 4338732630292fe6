using System.Diagnostics;
using Lodestone.Cli.Output;
using Lodestone.Encoders;
using Lodestone.Server;

namespace Lodestone.Cli.Serve;

/// <summary>A server from its start to the signal that ends it.</summary>
internal static class ServingRun
{
    /// <summary>Prints the addresses, waits for the models, and then for the signal.</summary>
    /// <exception cref="ModelLoadException">A model cannot be used.</exception>
    public static async Task UntilStoppedAsync(Terminal terminal, LodestoneServer server, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        Greet(terminal, server);
        var stopped = new TaskCompletionSource();
        using var stopping = cancellationToken.Register(stopped.SetResult);
        var models = server.ModelsLoaded;
        if (await Task.WhenAny(models, stopped.Task) == models)
        {
            await models;
            terminal.Screen.Say($"Models loaded in {NumberFormat.Milliseconds(clock.Elapsed)} ms: ready.");
            terminal.Flush();
            await stopped.Task;
        }

        terminal.Tell("stopping: in-flight requests may end; a second signal ends immediately");
    }

    private static void Greet(Terminal terminal, LodestoneServer server)
    {
        foreach (var address in server.Addresses)
            terminal.Screen.Say($"Listening on {address}");
        terminal.Screen.SayColumns(server.HasPages
            ? "  /            the demo in the browser"
            : "  /            the demo in the browser is not built: eng/web builds it");
        terminal.Screen.SayColumns("  /reference   every route of the HTTP contract");
        terminal.Screen.Say($"Data in {server.DataPath}: {NumberFormat.Count(server.CollectionNames.Count, "collection")}.");
        terminal.Screen.Say($"Loading {string.Join(" and ", server.ModelNames)} ...");
        terminal.Flush();
    }
}
