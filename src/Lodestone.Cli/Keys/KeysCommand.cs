using System.CommandLine;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Server;

namespace Lodestone.Cli.Keys;

/// <summary><c>lodestone keys</c>: manages the keys of a server.</summary>
internal static class KeysCommand
{
    private const string Examples = """
        lodestone keys add --scope read --name website
        lodestone keys list
        lodestone keys revoke 1a2b3c4d

        After the first key, the server requires one, on this machine too, and revoking the last one does not
        open it again. A running server uses changes from its next request on. Clients send
        'Authorization: Bearer KEY' or 'X-API-Key: KEY'.
        """;

    public static Command Create(Terminal terminal) => new VerbCommand("keys", "Create, list and revoke a server's API keys.", Examples)
    {
        AddKeyCommand.Create(terminal),
        ListKeysCommand.Create(terminal),
        RevokeKeyCommand.Create(terminal),
    };

    public static Option<string> Data() => new("--data")
    {
        HelpName = "DIR",
        Description = "The server's folder of collections and keys.",
        DefaultValueFactory = _ => ServerDefaults.DataFolder,
    };
}
