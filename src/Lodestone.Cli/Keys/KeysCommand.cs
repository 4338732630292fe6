using System.CommandLine;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Server;

namespace Lodestone.Cli.Keys;

/// <summary><c>lodestone keys</c>: who may call the server.</summary>
internal static class KeysCommand
{
    private const string Examples = """
        lodestone keys add --scope read --name website
        lodestone keys list
        lodestone keys revoke 1a2b3c4d

        Once there is a key, the server answers for keys only, on this machine too, and revoking the last one does not
        open it again. A running server takes up changes with its next request. Clients send
        'Authorization: Bearer KEY' or 'X-API-Key: KEY'.
        """;

    public static Command Create(Terminal terminal) => new VerbCommand("keys", "Make, list and revoke the API keys of a server.", Examples)
    {
        AddKeyCommand.Create(terminal),
        ListKeysCommand.Create(terminal),
        RevokeKeyCommand.Create(terminal),
    };

    public static Option<string> Data() => new("--data")
    {
        HelpName = "DIR",
        Description = "The server's folder of collections and keys.",
        DefaultValueFactory = _ => new ServerOptions().DataFolder,
    };
}
