using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Server;

namespace Lodestone.Cli.Keys;

/// <summary><c>lodestone keys add</c>.</summary>
internal static class AddKeyCommand
{
    private const string Description =
        "Create an API key and print it. Only its hash is stored, so it cannot be shown again: save it now.";

    private const string Examples = """
        lodestone keys add --scope read --name website
        lodestone keys add --scope admin --data /var/lib/lodestone --json

        read: search, compare, embed, rerank, get. write: documents too. admin: collections too.
        The key alone goes to standard output. JSON: {"id", "name", "scope", "created", "key"}.
        """;

    public static Command Create(Terminal terminal)
    {
        var scope = new Option<string>("--scope") { HelpName = "S", Description = "The key's permissions.", Required = true };
        scope.AcceptOnlyFromAmong([.. KeyScopes.Names]);
        var name = new Option<string?>("--name") { HelpName = "N", Description = "The key's purpose." };
        var data = KeysCommand.Data();
        var json = CommandInputs.Json();
        var command = new VerbCommand("add", Description, Examples) { scope, name, data, json };
        command.SetAction(parsed =>
        {
            var store = new KeyStore(parsed.GetValue(data)!);
            var (key, secret) = store.Add(Enum.Parse<KeyScope>(parsed.GetValue(scope)!, ignoreCase: true), parsed.GetValue(name));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(terminal, writer =>
                {
                    writer.WriteStartObject();
                    ListKeysCommand.Fields(writer, key);
                    writer.WriteString("key", secret);
                    writer.WriteEndObject();
                });
                return ExitCode.Done;
            }

            terminal.Out.WriteLine(secret);
            terminal.ErrorScreen.Say(
                $"Key {key.Id} ({KeyScopes.Name(key.Scope)}) is in {store.File}, hashed. It cannot be shown again.");
            return ExitCode.Done;
        });
        return command;
    }
}
