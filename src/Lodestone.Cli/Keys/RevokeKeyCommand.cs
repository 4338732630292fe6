using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Server;

namespace Lodestone.Cli.Keys;

/// <summary><c>lodestone keys revoke</c>.</summary>
internal static class RevokeKeyCommand
{
    /// <summary>The message for a folder whose last key was revoked.</summary>
    public const string Closed = "The server refuses all requests that need a key, after a restart too, until one is added.";

    private const string Examples = """
        lodestone keys revoke 1a2b3c4d
        lodestone keys revoke 1a2b3c4d --json

        JSON: {"revoked": id}.
        """;

    private const string Description = "Revoke an API key: the server refuses it from the next request on.";

    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The key's id from `lodestone keys list`." };
        var data = KeysCommand.Data();
        var json = CommandInputs.Json();
        var command = new VerbCommand("revoke", Description, Examples) { id, data, json };
        command.SetAction(parsed =>
        {
            var (asked, folder) = (parsed.GetValue(id)!, parsed.GetValue(data)!);
            var store = new KeyStore(folder);
            if (!store.Revoke(asked))
            {
                var known = string.Join(", ", store.List().Select(k => k.Id));
                throw new UsageException(
                    $"'{folder}' has no key '{asked}'; " + (known.Length == 0 ? "it has none at all." : $"it has {known}."));
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Write(terminal, writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("revoked", asked);
                    writer.WriteEndObject();
                });
                return ExitCode.Done;
            }

            var left = store.List().Count;
            terminal.Screen.Say($"Key {asked} is revoked; {NumberFormat.Count(left, "key")} left.{(left == 0 ? " " + Closed : "")}");
            return ExitCode.Done;
        });
        return command;
    }
}
