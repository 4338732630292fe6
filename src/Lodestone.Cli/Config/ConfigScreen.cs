using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lodestone.Cli.Output;
using Spectre.Console;

namespace Lodestone.Cli.Config;

/// <summary>The settings, for people and as JSON.</summary>
internal static partial class ConfigScreen
{
    public static void Show(IAnsiConsole screen, RootCommand root, Settings settings)
    {
        screen.Say(settings.File is { } file
            ? $"The file of settings is '{file.Path}', which was {(file.IsNamed ? "named" : "found")}."
            : $"There is no {ConfigFile.Name} in the working folder or above.");
        var table = Tables.Create(screen, ("setting", false), ("value", false), ("from", false));
        foreach (var name in SettingNames.Of(root))
        {
            var value = Of(settings, name);
            table.Row(name.Name, value is null ? BuiltIn(root, name) : string.Join(", ", value.Values), value?.Source ?? "built in");
        }

        screen.Show(table);
        screen.Say("The environment variable of `search.minProbability` is LODESTONE_SEARCH_MIN_PROBABILITY, and so on.");
    }

    public static void Write(Utf8JsonWriter json, RootCommand root, Settings settings)
    {
        json.WriteStartObject();
        json.WriteString("file", settings.File?.Path);
        json.WriteStartArray("settings");
        foreach (var name in SettingNames.Of(root))
        {
            var value = Of(settings, name);
            json.WriteStartObject();
            json.WriteString("name", name.Name);
            json.WriteString("variable", name.Variable);
            json.WriteString("option", name.Option);
            if (value is null)
                json.WriteNull("values");
            else
                json.Strings("values", value.Values);
            json.WriteString("source", value?.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static SettingValue? Of(Settings settings, SettingName name) => settings.Values.FirstOrDefault(v => v.Setting == name);

    // The help says each default once, for people; a default that is no value ("all", "found in the header") has none to show else.
    private static string BuiltIn(RootCommand root, SettingName name)
    {
        var option = SettingNames.Options(root, name).First();
        if (option is Option<bool>)
            return "false";
        return Default().Match(option.Description ?? "") is { Success: true } said ? said.Groups[1].Value
            : (option.HasDefaultValue ? option.GetDefaultValue() as string : null) ?? "none";
    }

    [GeneratedRegex(@"Default: (.+?)\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex Default();
}
