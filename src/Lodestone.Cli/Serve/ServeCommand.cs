using System.CommandLine;
using System.Runtime.InteropServices;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Server;

namespace Lodestone.Cli.Serve;

/// <summary><c>lodestone serve</c>: serves everything over HTTP.</summary>
internal static class ServeCommand
{
    private const string Description =
        "Serve over HTTP: collections, two-stage search and both encoders, in Lodestone's own contract and in the shapes of OpenAI, " +
        "Cohere, Jina and text-embeddings-inference; and the demo in the browser.";

    private const string Examples = """
        lodestone serve
        lodestone serve --urls http://127.0.0.1:9000 --data /var/lib/lodestone
        Kestrel__Certificates__Default__Path=cert.pfx lodestone serve --urls https://0.0.0.0:8443

        GET /v1/ready answers 200 once the models are loaded; /reference shows every route (docs/http.md, docs/server.md).
        A collection that the server has open cannot be written by `lodestone index`; searches of other processes may read it.
        Ctrl+C and SIGTERM end the server: in-flight requests have 20 s to end, uploads keep written documents, indexes are
        saved. A second one ends it immediately. Exit codes: 0 after SIGTERM, 130 after Ctrl+C, 2 an address or a folder that
        cannot be used, 3 a model or a file of keys that cannot be used, 4 an address or a data folder that is in use.
        """;

    public static Command Create(Terminal terminal)
    {
        var urls = new Option<string>("--urls")
        {
            HelpName = "URL",
            Description = "The listen addresses, separated by semicolons.",
            DefaultValueFactory = _ => ServerDefaults.Url,
        };
        var data = new Option<string>("--data")
        {
            HelpName = "DIR",
            Description = "The folder of collections and keys; created when it is missing.",
            DefaultValueFactory = _ => ServerDefaults.DataFolder,
        };
        var insecure = new Option<bool>("--insecure")
        {
            Description = "Listen on addresses that other machines can reach although there are no API keys.",
        };
        var cors = new Option<string[]>("--cors")
        {
            HelpName = "ORIGIN",
            Description = "Pages of this origin, such as https://example.org, may call the server. May be given several times.",
        };
        var hosts = new Option<string[]>("--allow-host")
        {
            HelpName = "NAME",
            Description = "A host name that the server accepts, such as a proxy's name for it; * is any. May be given several times.",
        };
        var biEncoder = CommandInputs.BiEncoder();
        var crossEncoder = CommandInputs.CrossEncoder();
        var verbose = new Option<bool>("--verbose") { Description = "Log every request: its route, status and time." };
        var command = new VerbCommand("serve", Description, Examples)
        {
            urls, data, insecure, cors, hosts, biEncoder, crossEncoder, verbose,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var server = await LodestoneServer.StartAsync(
                parsed.GetValue(urls)!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                options =>
                {
                    options.DataFolder = parsed.GetValue(data)!;
                    options.BiEncoder = parsed.GetValue(biEncoder)!;
                    options.CrossEncoder = parsed.GetValue(crossEncoder)!;
                    options.Insecure = parsed.GetValue(insecure);
                    options.CorsOrigins = parsed.GetValue(cors) ?? [];
                    options.AllowedHosts = parsed.GetValue(hosts) ?? [];
                },
                parsed.GetValue(verbose),
                cancellationToken);
            await using (server)
                await ServingRun.UntilStoppedAsync(terminal, server, cancellationToken);
            // SIGTERM is the regular end of a service; Ctrl+C is an interruption by a person.
            return StopSignal.Received == PosixSignal.SIGTERM ? ExitCode.Done : ExitCode.Cancelled;
        });
        return command;
    }
}
