using System.Collections;
using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Config;

/// <summary><c>lodestone config</c>: shows each setting, its value and where it comes from; and the option that names a file.</summary>
internal static class ConfigCommand
{
    private const string Description = "Show each setting, its value, and where it comes from.";

    private const string Examples = """
        lodestone config
        lodestone config --config ~/lodestone.json --json
        LODESTONE_SEARCH_TOP=5 lodestone config

        A setting is the default of an option: the command line comes first, then the environment, then a file, then
        what is built in. The file is that of --config, else the first lodestone.json in the working folder and above:
        {"collection": "kb", "search": {"top": 5}, "index": {"exclude": ["drafts/**"]}}. Paths in it are relative to it.
        A file that was found sets no server, key or model, and no path outside its folder; a file of --config may.
        JSON: {"file", "settings": [{"name", "variable", "option", "values", "source"}]}.
        """;

    /// <summary>The option of every command that names a file of settings.</summary>
    public static Option<string?> FileOption() => new("--config")
    {
        HelpName = "FILE",
        Description = "The file of settings. Default: the first lodestone.json in the working folder and above.",
        Recursive = true,
    };

    public static Command Create(Terminal terminal, RootCommand root, Option<string?> file)
    {
        var json = CommandInputs.Json();
        var command = new VerbCommand("config", Description, Examples) { json };
        command.SetAction(parsed =>
        {
            var settings = Read(root, parsed.GetValue(file));
            // A value that the commands would refuse is refused here too.
            settings.Apply();
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => ConfigScreen.Write(writer, root, settings));
            else
                ConfigScreen.Show(terminal.Screen, root, settings);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Makes the settings the defaults of a command, if it is one that has settings.</summary>
    public static void Apply(RootCommand root, ParseResult parsed, Option<string?> file)
    {
        var command = parsed.CommandResult.Command;
        if (SettingNames.Of(root).Any(s => SettingNames.Options(root, s).Any(command.Options.Contains)))
            Read(root, parsed.GetValue(file)).Apply();
    }

    private static Settings Read(RootCommand root, string? named)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(v => v.Value is string { Length: > 0 })
            .ToDictionary(v => (string)v.Key, v => (string)v.Value!, StringComparer.Ordinal);
        return Settings.Read(root, named, Environment.CurrentDirectory, environment);
    }
}
