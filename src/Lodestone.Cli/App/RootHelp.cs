using System.CommandLine;

namespace Lodestone.Cli.App;

/// <summary>The commands in groups, one line each.</summary>
internal static class RootHelp
{
    private static readonly (string Title, (string Name, string Summary)[] Commands)[] Groups =
    [
        ("Find", [
            ("search", "find passages for a question"),
            ("similar", "find passages like a document"),
            ("facets", "count the values that fields have"),
        ]),
        ("Documents", [
            ("index", "read files and folders into a collection"),
            ("get", "show documents by id"),
            ("list", "list documents, all or by a filter"),
            ("delete", "delete documents by id or by a filter"),
            ("export", "write all documents as JSON Lines"),
            ("import", "read what export has written, with its vectors"),
        ]),
        ("Collection", [
            ("stats", "contents, models and sizes"),
            ("doctor", "check for damage, and repair indexes"),
            ("backup", "copy a collection while it is used"),
            ("config", "show each setting and where it comes from"),
        ]),
        ("Encoders", [
            ("compare", "see what both encoders make of passages"),
            ("rerank", "order passages by a cross-encoder"),
            ("embed", "turn texts into vectors"),
            ("eval", "measure what each stage of a search adds"),
            ("models", "list, show and check models"),
        ]),
        ("Server", [
            ("serve", "serve collections and models over HTTP"),
            ("keys", "add, list and revoke API keys"),
        ]),
        ("Shell", [("completion", "print a completion script")]),
    ];

    /// <summary>Replaces the list of commands in the usual help.</summary>
    /// <param name="help">The usual help, with lines that end in a line feed.</param>
    /// <param name="root">The root of the commands.</param>
    public static string Grouped(string help, RootCommand root)
    {
        var start = help.IndexOf("\nCommands:\n", StringComparison.Ordinal);
        if (start < 0)
            return help;
        var end = help.IndexOf("\n\n", start + 1, StringComparison.Ordinal);
        return help[..(start + 1)] + string.Join('\n', Lines(root)) + (end < 0 ? "\n" : help[end..]);
    }

    private static IEnumerable<string> Lines(RootCommand root)
    {
        var commands = root.Subcommands.Where(c => !c.Hidden).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var known = Groups.SelectMany(g => g.Commands.Select(c => c.Name)).ToHashSet(StringComparer.Ordinal);
        var more = commands.Values.Where(c => !known.Contains(c.Name)).Select(c => (c.Name, Summary(c))).ToArray();
        var column = commands.Keys.Max(n => n.Length) + 4;
        foreach (var (title, entries) in more.Length == 0 ? Groups : [.. Groups, ("More", more)])
        {
            yield return $"{title}:";
            foreach (var (name, summary) in entries.Where(e => commands.ContainsKey(e.Name)))
                yield return $"  {name.PadRight(column - 2)}{summary}";
        }
    }

    private static string Summary(Command command)
    {
        var text = command.Description ?? "";
        var end = text.AsSpan().IndexOfAny(".:;");
        return end < 0 ? text : text[..end];
    }
}
