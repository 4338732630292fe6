using System.CommandLine;
using Lodestone.Server;

namespace Lodestone.Cli;

/// <summary><c>lodestone serve</c>: everything over HTTP.</summary>
internal static class ServeCommand
{
    private const string Description = "Answer over HTTP: collections, search, both encoders, and the demo in the browser.";

    private const string Examples = """
        lodestone serve
        lodestone serve --urls http://127.0.0.1:9000 --data /var/lib/lodestone

        Ctrl+C and SIGTERM end it: requests under way end first.
        """;

    public static Command Create(Terminal terminal)
    {
        var urls = new Option<string>("--urls")
        {
            HelpName = "URL",
            Description = "Where to listen; several are separated by semicolons.",
            DefaultValueFactory = _ => ServerDefaults.Url,
        };
        var data = new Option<string>("--data")
        {
            HelpName = "DIR",
            Description = "The folder of collections and keys; made when it is missing.",
            DefaultValueFactory = _ => ServerDefaults.DataFolder,
        };
        var verbose = new Option<bool>("--verbose") { Description = "Log every request." };
        var command = new VerbCommand("serve", Description, Examples) { urls, data, verbose };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var server = await LodestoneServer.StartAsync(
                parsed.GetValue(urls)!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                options => options.DataFolder = parsed.GetValue(data)!,
                parsed.GetValue(verbose),
                cancellationToken);
            terminal.Screen.Say($"Listening on {string.Join(" and ", server.Addresses)}.");
            terminal.Flush();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
