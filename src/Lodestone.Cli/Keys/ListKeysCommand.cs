using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Server;
using Spectre.Console;

namespace Lodestone.Cli.Keys;

/// <summary><c>lodestone keys list</c>.</summary>
internal static class ListKeysCommand
{
    private const string Examples = """
        lodestone keys list
        lodestone keys list --data /var/lib/lodestone --json

        JSON: {"keys": [{"id", "name", "scope", "created"}]}. The keys themselves are not stored.
        """;

    public static Command Create(Terminal terminal)
    {
        var data = KeysCommand.Data();
        var json = CommandInputs.Json();
        var command = new VerbCommand("list", "List the API keys with their purposes, scopes and ages.", Examples) { data, json };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(data)!;
            var store = new KeyStore(folder);
            var keys = store.List();
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => Write(writer, keys));
            else
                Show(terminal.Screen, folder, keys, File.Exists(store.File));
            return ExitCode.Done;
        });
        return command;
    }

    public static void Fields(Utf8JsonWriter json, ApiKey key)
    {
        json.WriteString("id", key.Id);
        json.WriteString("name", key.Name);
        json.WriteString("scope", KeyScopes.Name(key.Scope));
        json.WriteString("created", key.Created);
    }

    public static void Show(IAnsiConsole screen, string folder, IReadOnlyList<ApiKey> keys, bool hasFile)
    {
        if (keys.Count == 0)
        {
            screen.Say(hasFile
                ? $"{folder} has no API keys left. {RevokeKeyCommand.Closed}"
                : $"{folder} has no API keys. On this machine the server requires none; for other machines it does not start without one.");
            return;
        }

        var table = Tables.Create(screen, ("id", false), ("scope", false), ("created", false), ("name", false));
        foreach (var key in keys)
        {
            var created = key.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            table.Row(key.Id, KeyScopes.Name(key.Scope), created, key.Name ?? "");
        }

        screen.Write(table);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ApiKey> keys)
    {
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var key in keys)
        {
            json.WriteStartObject();
            Fields(json, key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
