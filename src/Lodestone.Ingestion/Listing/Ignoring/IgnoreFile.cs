using System.Buffers;
using System.Text;

namespace Lodestone.Ingestion.Listing.Ignoring;

/// <summary>The rules of one ignore file, in Git's syntax; the last one that matches decides.</summary>
internal sealed class IgnoreFile
{
    /// <summary>The maximum size of an ignore file in bytes; the longest in public repositories have some tens of thousands.</summary>
    public const int MostBytes = 1 << 20;

    // A rule takes a few steps for an entry, and a file with a thousand rules some thousands. Beyond these steps together, rules that take
    // more than a few are given up, so that 50,000 of them cannot stop a listing.
    private const long FreeSteps = 50_000_000;
    private const long StepsAnEntry = 20_000;
    private const long FewSteps = 20;

    private readonly List<Rule> _rules = [];

    // Rules without a special character by what they match, the last of each, so that a file of 100,000 names costs a look-up.
    private readonly Dictionary<(string Text, bool ByName, bool FoldersOnly), (int Order, bool Negated)> _literals = [];
    private int _order;
    private long _allowed = FreeSteps;

    private IgnoreFile()
    {
    }

    /// <summary>The first pattern that was given up because matching it is too costly; null when there is none.</summary>
    public string? TooCostly { get; private set; }

    /// <summary>Parses the content of a file.</summary>
    /// <param name="content">Its bytes, at most <see cref="MostBytes"/>.</param>
    public static IgnoreFile Parse(ReadOnlySpan<byte> content)
    {
        var file = new IgnoreFile();
        if (content.StartsWith("\uFEFF"u8))
            content = content["\uFEFF"u8.Length..];
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..end];
            content = end < 0 ? [] : content[(end + 1)..];
            if (end >= 0 && line.EndsWith("\r"u8))
                line = line[..^1];
            // Git's texts end at a 0.
            if (line.IndexOf((byte)0) is >= 0 and var zero)
                line = line[..zero];
            if (!line.IsEmpty && line[0] != '#')
                file.Add(WithoutTrailingSpaces(line));
        }

        return file;
    }

    /// <summary>Whether an entry is ignored; null when no rule matches it.</summary>
    /// <param name="path">Its path relative to the file's folder, with forward slashes, in UTF-8.</param>
    /// <param name="isFolder">Whether it is a folder; a link to one is not.</param>
    public bool? Decide(ReadOnlySpan<byte> path, bool isFolder)
    {
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        var literal = Literal(path, name, isFolder);
        _allowed += StepsAnEntry;
        for (var i = _rules.Count - 1; i >= 0 && !(literal?.Order > _rules[i].Order); i--)
        {
            var rule = _rules[i];
            if (rule.FoldersOnly && !isFolder)
                continue;
            var steps = 0L;
            var matches = rule.Matches(path, name, ref steps);
            _allowed -= steps;
            if (matches is null || (matches is false && _allowed < 0 && steps > FewSteps))
            {
                TooCostly ??= Encoding.UTF8.GetString(rule.Pattern);
                _rules.RemoveAt(i);
                continue;
            }

            if (matches is true)
                return !rule.Negated;
        }

        return !literal?.Negated;
    }

    private (int Order, bool Negated)? Literal(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, bool isFolder)
    {
        if (_literals.Count == 0)
            return null;
        (int Order, bool Negated)? last = null;
        foreach (var (text, byName) in new[] { (Text(path), false), (Text(name), true) })
        {
            Look((text, byName, false));
            if (isFolder)
                Look((text, byName, true));
        }

        return last;

        void Look((string Text, bool ByName, bool FoldersOnly) key)
        {
            if (_literals.TryGetValue(key, out var found) && !(last?.Order > found.Order))
                last = found;
        }
    }

    // One character a byte, since a pattern need not be UTF-8.
    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    private void Add(ReadOnlySpan<byte> pattern)
    {
        var negated = pattern.StartsWith("!"u8);
        if (negated)
            pattern = pattern[1..];
        var foldersOnly = pattern.EndsWith("/"u8);
        if (foldersOnly)
            pattern = pattern[..^1];
        if (pattern.IsEmpty)
            return;
        var byName = !pattern.Contains((byte)'/');
        if (pattern[0] == '/')
            pattern = pattern[1..];
        var order = _order++;
        if (pattern.IndexOfAny(Rule.Special) < 0)
            _literals[(Text(pattern), byName, foldersOnly)] = (order, negated);
        else
            _rules.Add(new Rule(pattern.ToArray(), negated, foldersOnly, byName, order));
    }

    private static ReadOnlySpan<byte> WithoutTrailingSpaces(ReadOnlySpan<byte> line)
    {
        var end = -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == ' ')
            {
                end = end < 0 ? i : end;
                continue;
            }

            end = -1;
            // A backslash keeps the space after it.
            if (line[i] == '\\')
                i++;
        }

        return end < 0 ? line : line[..end];
    }

    private sealed record Rule(byte[] Pattern, bool Negated, bool FoldersOnly, bool ByName, int Order)
    {
        private static readonly SearchValues<byte> NotOfTail = SearchValues.Create("*?[]\\/"u8);

        private readonly int _literal = LiteralLength(Pattern);
        private readonly GlobPattern _glob = ByName
            ? new GlobPattern(Pattern, folders: false)
            : new GlobPattern(Pattern.AsSpan(LiteralLength(Pattern)), folders: true);

        private readonly int _tail = Pattern.Length - 1 - Pattern.AsSpan().LastIndexOfAny(NotOfTail);

        public static ReadOnlySpan<byte> Special => "*?[\\"u8;

        public bool? Matches(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, ref long steps)
        {
            // Most rules are told by their end, as *.log is.
            if (!name.EndsWith(Pattern.AsSpan(Pattern.Length - _tail)))
                return false;
            if (ByName)
                return _glob.Matches(name, ref steps);
            // Git compares the literal beginning apart, so that a double star right after it counts as one at the start.
            if (!path.StartsWith(Pattern.AsSpan(0, _literal)))
                return false;
            return _glob.Matches(path[_literal..], ref steps);
        }

        private static int LiteralLength(ReadOnlySpan<byte> pattern) =>
            pattern.IndexOfAny(Special) is >= 0 and var special ? special : pattern.Length;
    }
}
