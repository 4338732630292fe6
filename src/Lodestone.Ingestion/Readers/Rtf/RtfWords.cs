using System.Collections.Frozen;

namespace Lodestone.Ingestion.Readers.Rtf;

/// <summary>The control words that change where text goes, or that are a character.</summary>
internal static class RtfWords
{
    private static readonly FrozenDictionary<string, RtfDestination> Destinations = new Dictionary<string, RtfDestination>
    {
        ["fonttbl"] = RtfDestination.Fonts,
        ["stylesheet"] = RtfDestination.Styles,
        ["info"] = RtfDestination.Info,
        ["title"] = RtfDestination.Title,
        ["author"] = RtfDestination.Author,
    }.Concat(
        ((string[])
        [
            "colortbl", "pict", "nonshppict", "shppict", "shprslt", "sn", "sv", "header", "headerl", "headerr", "headerf", "footer",
            "footerl", "footerr", "footerf", "fldinst", "xe", "tc", "listtext", "pntext", "rxe", "filetbl", "private", "template",
        ]).Select(name => KeyValuePair.Create(name, RtfDestination.Ignored))).ToFrozenDictionary(StringComparer.Ordinal);

    // Those that older programs may pass over, and that have text which is shown.
    private static readonly FrozenSet<string> Shown =
        FrozenSet.ToFrozenSet(["shpinst", "shptxt", "footnote", "ud"], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Characters = new Dictionary<string, string>
    {
        ["tab"] = " ",
        ["emdash"] = "\u2014",
        ["endash"] = "\u2013",
        ["lquote"] = "\u2018",
        ["rquote"] = "\u2019",
        ["ldblquote"] = "\u201C",
        ["rdblquote"] = "\u201D",
        ["bullet"] = "\u2022",
        ["emspace"] = " ",
        ["enspace"] = " ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Where the text of a group with this word goes; null when the word changes nothing about it.</summary>
    /// <param name="name">The word.</param>
    /// <param name="mayBeIgnored">Whether programs that do not know the word pass over its group.</param>
    public static RtfDestination? DestinationOf(string name, bool mayBeIgnored) =>
        Destinations.TryGetValue(name, out var destination) ? destination
        : mayBeIgnored && !Shown.Contains(name) ? RtfDestination.Ignored
        : null;

    /// <summary>The character that a word is; null when it is none.</summary>
    public static string? CharacterOf(string name) => Characters.GetValueOrDefault(name);

    /// <summary>The level of a style of headings by its name, which is English in files of every language; 0 for other styles.</summary>
    public static int LevelOf(string style) =>
        style.Equals("Title", StringComparison.OrdinalIgnoreCase) ? 1
        : style is [.., ' ', >= '1' and <= '9' and var digit] && style[..^2].Equals("heading", StringComparison.OrdinalIgnoreCase)
            ? digit - '0'
            : 0;
}
