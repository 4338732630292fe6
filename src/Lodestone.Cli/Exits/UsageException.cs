using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lodestone.Cli.Exits;

/// <summary>The caller's mistake, with the value asked for, found and accepted, and the remedy.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner)
{
    public static UsageException Of(ParseResult parsed)
    {
        var commands = parsed.CommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        if (UnknownCommand(parsed) is { } word)
        {
            // The words behind it are of the command that was meant.
            var suggestion = Suggestion.For(word, [.. commands, .. OptionsOf(parsed)]);
            var list = suggestion.Length > 0 ? suggestion : $"Commands: {string.Join(", ", commands)}. ";
            return new UsageException($"There is no command '{word}'. {list}See `{Name(parsed)} --help`.");
        }

        var problems = string.Join(" ", parsed.Errors.Select(e => OnOneLine(e.Message)).Distinct());
        var meant = parsed.UnmatchedTokens
            .Select(t => Suggestion.For(t, [.. commands, .. OptionsOf(parsed)]))
            .FirstOrDefault(m => m.Length > 0);
        var known = meant ?? (commands.Count == 0 ? "" : $"Commands: {string.Join(", ", commands)}. ");
        return new UsageException($"{problems} {known}See `{Name(parsed)} --help`.");
    }

    /// <summary>Finds texts that look like options: the parser takes them for texts where texts are accepted.</summary>
    public static UsageException? OfMistypedOption(ParseResult parsed)
    {
        var found = parsed.Tokens
            .TakeWhile(t => t.Type != TokenType.DoubleDash)
            .FirstOrDefault(t => t.Type == TokenType.Argument && LooksLikeOption(t.Value));
        // The text to complete comes as one text behind a directive, and may be the start of an option.
        if (found is null || parsed.Tokens[0].Type == TokenType.Directive || UnknownCommand(parsed) is not null)
            return null;
        return new UsageException(
            $"There is no option '{found.Value}'. {Suggestion.For(found.Value, OptionsOf(parsed))}" +
            $"See `{Name(parsed)} --help`; a text that looks like an option goes after a lone `--`.");
    }

    // A word where only a command can be.
    private static string? UnknownCommand(ParseResult parsed) =>
        parsed.CommandResult.Command.Subcommands.Any(c => !c.Hidden) && parsed.UnmatchedTokens is [var word, ..] && !LooksLikeOption(word)
            ? word
            : null;

    private static IEnumerable<string> OptionsOf(ParseResult parsed) => parsed.CommandResult.Command.Options
        .Where(o => !o.Hidden).Select(o => o.Name);

    // The parser lists the accepted values on separate lines.
    private static string OnOneLine(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 ? $"{lines[0]} {string.Join(", ", lines[1..])}." : lines.Length == 1 ? lines[0] : "";
    }

    private static bool LooksLikeOption(string text)
    {
        var name = text.AsSpan().TrimStart('-');
        return name.Length > 0 && text.Length - name.Length is 1 or 2 && char.IsAsciiLetter(name[0]) && name.IndexOf(' ') < 0;
    }

    private static string Name(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
            names.Insert(0, at.Command is RootCommand ? "lodestone" : at.Command.Name);
        return string.Join(' ', names);
    }
}

/// <summary>The user stopped a command that reports its partial result.</summary>
internal sealed class StoppedException(string message, OperationCanceledException inner) : OperationCanceledException(message, inner);
