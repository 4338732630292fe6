namespace Lodestone.Cli.Output;

/// <summary>Links of terminals (OSC 8): which terminals take them, and the address of a file.</summary>
internal static class TerminalLinks
{
    // Terminals that are known to take links, by the variables that they set. Others may print the sequence as text.
    private const int FirstVte = 5000;

    private static readonly string[] Programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"];
    private static readonly string[] Kinds = ["xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty"];
    private static readonly string[] Signs = ["WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "DOMTERM"];

    /// <summary>Whether the terminal takes links; FORCE_HYPERLINK, 1 or 0, overrides what the other variables say.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static bool AreTaken(Func<string, string?> variable)
    {
        if (variable("FORCE_HYPERLINK") is { Length: > 0 } forced)
            return forced != "0";
        var kind = variable("TERM") ?? "";
        // Multiplexers set their own kind, and keep the variables of the terminal that they were started in.
        if (kind == "dumb" || kind.StartsWith("screen", StringComparison.Ordinal) || kind.StartsWith("tmux", StringComparison.Ordinal))
            return false;
        return Kinds.Contains(kind) || Programs.Contains(variable("TERM_PROGRAM")) ||
            Signs.Any(s => !string.IsNullOrEmpty(variable(s))) || (int.TryParse(variable("VTE_VERSION"), out var vte) && vte >= FirstVte);
    }

    /// <summary>
    /// The address of a file that exists, in ASCII; null for any other path. Every character that is not a letter, a digit or one of
    /// <c>-._~</c> is escaped, so that no name can end the sequence or hide in it.
    /// </summary>
    public static string? AddressOf(string? path)
    {
        if (path is null || !Path.IsPathFullyQualified(path) || !File.Exists(path))
            return null;
        var parts = path.Replace(Path.DirectorySeparatorChar, '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        return "file:///" + string.Join('/', parts.Select(Uri.EscapeDataString));
    }
}
