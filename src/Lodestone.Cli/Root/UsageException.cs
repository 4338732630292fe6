using System.CommandLine;

namespace Lodestone.Cli;

/// <summary>The caller's mistake: what was asked, what was found, what is accepted, what to do.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner)
{
    public static UsageException Of(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, at.Command is RootCommand ? "lodestone" : at.Command.Name);
        var problems = string.Join(" ", parsed.Errors.Select(e => e.Message.Trim()).Distinct());
        var commands = parsed.CommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        var known = commands.Count == 0 ? "" : $"Commands: {string.Join(", ", commands)}. ";
        return new UsageException($"{problems} {known}See `{string.Join(' ', names)} --help`.");
    }
}
