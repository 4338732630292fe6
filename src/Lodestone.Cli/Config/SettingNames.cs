using System.CommandLine;
using System.Text;

namespace Lodestone.Cli.Config;

/// <summary>A setting: the default of an option, of one command or of all that have it.</summary>
/// <param name="Name">Its name in a file, such as <c>search.minProbability</c>.</param>
/// <param name="Variable">Its environment variable, such as <c>LODESTONE_SEARCH_MIN_PROBABILITY</c>.</param>
/// <param name="Command">The command; null for all commands that have the option.</param>
/// <param name="Option">The option's name.</param>
/// <param name="IsSafe">Whether a file that was found, not named, may set it.</param>
/// <param name="IsPath">Whether its value is a path, relative to the file that has it.</param>
internal sealed record SettingName(string Name, string Variable, string? Command, string Option, bool IsSafe, bool IsPath = false);

/// <summary>All settings.</summary>
/// <remarks>
/// A found file may come with a folder from elsewhere. It thus sets how that folder is indexed and searched, and nothing that reaches
/// outside: no server, no key, no model, no other folder.
/// </remarks>
internal static class SettingNames
{
    public const string Prefix = "LODESTONE_";

    private static readonly string[] SafeOfSearch =
    [
        "--top", "--candidates", "--strict", "--retrieval", "--fusion", "--no-rerank", "--depth", "--min-probability", "--budget",
        "--exact",
    ];

    private static readonly string[] SafeOfIndex =
    [
        "--include", "--exclude", "--format", "--id-field", "--title-field", "--text-field", "--delimiter", "--hidden", "--no-ignore",
        "--unknown-as-text", "--max-file-bytes", "--max-record-length", "--in-process", "--mirror", "--lenient", "--fast",
    ];

    /// <summary>The settings of options that the commands have.</summary>
    public static IReadOnlyList<SettingName> Of(RootCommand root)
    {
        SettingName[] all =
        [
            new("collection", Prefix + "COLLECTION", null, "--collection", IsSafe: true, IsPath: true),
            new("server", Prefix + "SERVER", null, "--server", IsSafe: false),
            new("keyFile", Prefix + "KEY_FILE", null, "--key-file", IsSafe: false, IsPath: true),
            .. SafeOfSearch.Select(o => In("search", o, isSafe: true)),
            In("search", "--bi", isSafe: false),
            In("search", "--cross", isSafe: false),
            .. SafeOfIndex.Select(o => In("index", o, isSafe: true)),
            In("index", "--root", isSafe: true) with { IsPath = true },
            In("index", "--bi", isSafe: false),
        ];
        return [.. all.Where(s => Options(root, s).Any())];
    }

    /// <summary>The options whose default a setting is.</summary>
    public static IEnumerable<Option> Options(RootCommand root, SettingName setting) => root.Subcommands
        .Where(c => setting.Command is null || c.Name == setting.Command)
        .SelectMany(c => c.Options)
        .Where(o => o.Name == setting.Option);

    private static SettingName In(string command, string option, bool isSafe)
    {
        var words = option.TrimStart('-').Split('-');
        var camel = new StringBuilder(words[0]);
        foreach (var word in words[1..])
            camel.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        return new SettingName(
            $"{command}.{camel}", $"{Prefix}{command}_{string.Join('_', words)}".ToUpperInvariant(), command, option, isSafe);
    }
}
