using System.CommandLine;
using Lodestone.Cli.Exits;

namespace Lodestone.Cli.Config;

/// <summary>Where a setting's value comes from.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Values">Its values.</param>
/// <param name="Source">A variable's name or a file's path.</param>
internal sealed record SettingValue(SettingName Setting, IReadOnlyList<string> Values, string Source);

/// <summary>The defaults of options that the environment and a file set, the environment first.</summary>
internal sealed class Settings
{
    private readonly RootCommand _root;

    private Settings(RootCommand root, ConfigFile? file, IReadOnlyList<SettingValue> values) =>
        (_root, File, Values) = (root, file, values);

    /// <summary>The file; null without one.</summary>
    public ConfigFile? File { get; }

    public IReadOnlyList<SettingValue> Values { get; }

    /// <summary>Reads the settings.</summary>
    /// <param name="root">The commands.</param>
    /// <param name="named">The file that the user named; null to find one.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">The environment variables.</param>
    /// <exception cref="ConfigException">A setting is unknown or not allowed, or the file cannot be used.</exception>
    public static Settings Read(RootCommand root, string? named, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var known = SettingNames.Of(root);
        var file = ConfigFile.Find(named, folder);
        var values = new Dictionary<string, SettingValue>(StringComparer.Ordinal);
        foreach (var (name, given) in file?.Values ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            var setting = known.FirstOrDefault(s => s.Name == name) ?? throw ConfigException.Invalid(
                $"'{file!.Path}' has '{name}', which is no setting. {Suggestion.For(name, known.Select(s => s.Name))}" +
                "`lodestone config` lists them.");
            values[name] = new SettingValue(setting, [.. given.Select(v => Allowed(file!, setting, v))], file!.Path);
        }

        foreach (var (variable, text) in environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (known.FirstOrDefault(s => s.Variable == variable) is { } setting)
                values[setting.Name] = new SettingValue(setting, [text], variable);
            else if (variable.StartsWith(SettingNames.Prefix + "SEARCH_", StringComparison.Ordinal) ||
                variable.StartsWith(SettingNames.Prefix + "INDEX_", StringComparison.Ordinal))
            {
                throw ConfigException.Invalid(
                    $"The environment has '{variable}', which is no setting. {Suggestion.For(variable, known.Select(s => s.Variable))}" +
                    "`lodestone config` lists them.");
            }
        }

        return new Settings(root, file, [.. values.Values]);
    }

    /// <summary>Makes the values the defaults of their options.</summary>
    /// <exception cref="ConfigException">A value is not one that its option accepts.</exception>
    public void Apply()
    {
        foreach (var value in Values)
        {
            foreach (var option in SettingNames.Options(_root, value.Setting))
            {
                if (Apply(option, value.Values) is { } problem)
                {
                    throw ConfigException.Invalid(
                        $"'{value.Setting.Name}' of '{value.Source}' is '{string.Join(", ", value.Values)}'. {problem} Correct it there.");
                }
            }
        }
    }

    private static string? Apply(Option option, IReadOnlyList<string> values) => option switch
    {
        Option<bool> o => Apply(o, values),
        Option<int?> o => Apply(o, values),
        Option<double?> o => Apply(o, values),
        Option<TimeSpan?> o => Apply(o, values),
        Option<string[]> o => Apply(o, values),
        Option<string> o => Apply(o, values),
        _ => throw new InvalidOperationException($"The option {option.Name} has a type that no setting has."),
    };

    // The option's own parser decides what is accepted, and says so.
    private static string? Apply<T>(Option<T> option, IReadOnlyList<string> values)
    {
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        var parsed = new Command("settings") { option }.Parse(
            option is Option<string[]> ? [.. values.SelectMany(v => new[] { option.Name, v })] : [option.Name, .. values], parsing);
        if (parsed.Errors.Count > 0)
            return parsed.Errors[0].Message.Split('\n')[0];
        var value = parsed.GetValue(option);
        option.DefaultValueFactory = _ => value!;
        return null;
    }

    private static string Allowed(ConfigFile file, SettingName setting, string value)
    {
        if (!file.IsNamed && !setting.IsSafe)
        {
            throw new ConfigException(
                ErrorCodes.ConfigNotAllowed,
                $"'{file.Path}' was found, not named, and sets '{setting.Name}'. A found file sets how its folder is indexed and " +
                "searched, and no server, key or model. Name the file with --config if it is yours, or remove the setting.");
        }

        // Of a server, a collection has a name.
        if (!setting.IsPath || (setting.Name == "collection" && file.IsNamed && file.Values.ContainsKey("server")))
            return value;
        var path = Path.GetFullPath(Path.Combine(file.Folder, value));
        if (!file.IsNamed && !IsWithin(file.Folder, path))
        {
            throw new ConfigException(
                ErrorCodes.ConfigNotAllowed,
                $"'{file.Path}' was found, not named, and sets '{setting.Name}' to '{value}', which is outside its folder. Name the " +
                "file with --config if it is yours, or name a folder within.");
        }

        return path;
    }

    // A link within the folder may lead outside it.
    private static bool IsWithin(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path);
        if (relative.Split(Path.DirectorySeparatorChar)[0] == ".." || Path.IsPathRooted(relative))
            return false;
        var at = folder;
        foreach (var name in relative.Split(Path.DirectorySeparatorChar))
        {
            at = Path.Combine(at, name);
            if (new DirectoryInfo(at).LinkTarget is not null || new FileInfo(at).LinkTarget is not null)
                return false;
        }

        return true;
    }
}
