using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Markdown;

/// <summary>Reads the simple subset of YAML in front matter: one key and value a line, and lists of strings.</summary>
/// <remarks>Texts may go over several lines. Nested values are omitted with a note: no metadata type could hold them.</remarks>
internal sealed partial class FrontMatter(ReadOptions options)
{
    private const int MaxKeyLength = 100;

    // Nothing that begins with these is a key: a comment, an indent, an item, and marks of Markdown.
    private const string Marks = "# \t->*`[{|!";

    private readonly Dictionary<string, MetadataValue> _metadata = new(StringComparer.Ordinal);
    private readonly List<ReadNote> _notes = [];

    public string? Title { get; private set; }

    public Dictionary<string, MetadataValue> Metadata => _metadata;

    public IReadOnlyList<ReadNote> Notes => _notes;

    /// <summary>Finds the YAML at the start of a page, and the position of the text after it; null without.</summary>
    /// <remarks>
    /// A page may also begin with a rule, which is written in the same way. After a rule there is a blank line, or lines that are no
    /// fields; what is not surely YAML stays text.
    /// </remarks>
    public static (string Yaml, int End)? Find(string markdown)
    {
        var (start, next) = (LineEnd(markdown, 0), 0);
        if (!IsMark(markdown.AsSpan(0, start), "---") || start + 1 >= markdown.Length)
            return null;
        start++;
        var fields = 0;
        for (var at = start; at < markdown.Length; at = next)
        {
            var end = LineEnd(markdown, at);
            var line = markdown.AsSpan(at, end - at);
            next = Math.Min(end + 1, markdown.Length);
            if (IsMark(line, "---") || IsMark(line, "..."))
                return fields > 0 ? (markdown[start..at], next) : null;
            if (at == start && line.IsWhiteSpace())
                return null;
            if (IsField(line))
                fields++;
            else if (!line.IsWhiteSpace() && line[0] != '#' && !(fields > 0 && (line[0] is ' ' or '\t' || line.StartsWith("- "))))
                return null;
            if (next == end)
                break;
        }

        return null;
    }

    public void Read(string yaml)
    {
        var lines = yaml.Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            var line = lines[i++];
            // A key's value may be indented below it, or be a list directly below it.
            var first = i;
            while (i < lines.Length && (lines[i].Length == 0 || lines[i][0] is ' ' or '\t' || IsItem(lines[i])))
                i++;
            if (!IsField(line))
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            Take(Unquote(line[..colon].Trim()), WithoutComment(line[(colon + 1)..].Trim()), lines[first..i]);
        }
    }

    private void Take(string key, string value, string[] all)
    {
        var below = all.Where(l => l.Trim().Length > 0).ToArray();
        if (BlockScalar().IsMatch(value))
        {
            TakeText(key, Block(all, folds: value[0] == '>'));
        }
        else if (below.Length > 0 && value.Length == 0 && Array.TrueForAll(below, l => IsItem(l.TrimStart())) &&
            below.Select(l => WithoutComment(l.Trim()[2..].Trim())).ToArray() is var items && Array.TrueForAll(items, IsScalar))
        {
            Set(key, MetadataValue.Of(items.Select(Unquote)));
        }
        else if (value is ['{', ..] or ['&', ..] or ['*', ..] ||
            (below.Length > 0 && (IsItem(below[0].TrimStart()) || (value.Length == 0 && IsField(below[0].AsSpan().TrimStart())))))
        {
            _notes.Add(new ReadNote(ReadNoteKind.FieldLeftOut,
                $"The front matter's '{key}' is more than a value or a list of strings; it was left out."));
        }
        else
        {
            var whole = below.Length == 0 ? value : Folded([value, .. value is ['"' or '\'', ..] ? all : all.Select(WithoutComment)]);
            if (whole is ['[', .., ']'])
                Set(key, MetadataValue.Of(Items(whole[1..^1]).Select(Unquote)));
            else if (whole is not ("" or "~" or "null"))
                TakeScalar(key, whole);
        }
    }

    /// <summary>The text of lines indented below a mark: as they are, or each paragraph on one line.</summary>
    private static string Block(string[] lines, bool folds)
    {
        var indent = lines.FirstOrDefault(l => l.Trim().Length > 0) is { } first ? first.Length - first.TrimStart().Length : 0;
        var text = lines.Select(l => l[Math.Min(indent, l.Length - l.TrimStart().Length)..].TrimEnd());
        return (folds ? Folded(text) : string.Join('\n', text)).Trim('\n');
    }

    /// <summary>Joins lines by spaces; blank lines become line ends, and lines that are indented further stay lines.</summary>
    private static string Folded(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (line.Trim().Length == 0)
                text.Append('\n');
            else
                text.Append(text.Length > 0 && text[^1] != '\n' ? " " : "").Append(line.Trim());
        }

        return text.ToString().Trim('\n');
    }

    private void TakeText(string key, string text)
    {
        if (key == options.TitleField)
            Title = CleanText.OneLine(text) is { Length: > 0 } title ? title : null;
        else if (text.Length > 0)
            Set(key, MetadataValue.Of(text));
    }

    private void Set(string key, MetadataValue value) => _metadata[key] = value;

    private void TakeScalar(string key, string value)
    {
        // A tag such as !!str says that the value is text.
        var tagged = value[0] == '!' && value.IndexOf(' ', StringComparison.Ordinal) is > 0 and var tag ? value[tag..].Trim() : null;
        var text = Unquote(tagged ?? value);
        if (key == options.TitleField)
        {
            TakeText(key, text);
            return;
        }

        var (typed, note) = WrittenValue.Of(key, text, tagged is not null || value[0] is '"' or '\'', options);
        Set(key, typed);
        if (note is not null)
            _notes.Add(note);
    }

    // A key, a colon, and a space or the end; prose with a colon in it is longer.
    private static bool IsField(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        return colon is > 0 and <= MaxKeyLength && !Marks.Contains(line[0]) && (colon + 1 == line.Length || line[colon + 1] is ' ' or '\t');
    }

    private static bool IsMark(ReadOnlySpan<char> line, string mark) => line.TrimEnd().SequenceEqual(mark);

    private static int LineEnd(string text, int from) => text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;

    private static bool IsItem(string line) => line.StartsWith("- ", StringComparison.Ordinal);

    // "- name: x" begins a nested object.
    private static bool IsScalar(string item) => item.Length > 0 && (item[0] is '"' or '\'' ||
        (item[0] is not ('[' or '{') && !item.Contains(": ", StringComparison.Ordinal) && !item.EndsWith(':')));

    private static IEnumerable<string> Items(string list)
    {
        var item = new StringBuilder();
        var (quote, isBlank) = ('\0', true);
        foreach (var c in list)
        {
            quote = quote == c ? '\0' : quote == '\0' && c is '"' or '\'' && isBlank ? c : quote;
            if (c == ',' && quote == '\0')
            {
                yield return item.ToString().Trim();
                item.Clear();
                isBlank = true;
            }
            else
            {
                item.Append(c);
                isBlank &= char.IsWhiteSpace(c);
            }
        }

        if (item.ToString().Trim() is { Length: > 0 } last)
            yield return last;
    }

    private static string WithoutComment(string value)
    {
        if (value is ['#', ..])
            return "";
        var from = value is ['"' or '\'', ..] && value.IndexOf(value[0], 1) is > 0 and var end ? end : 0;
        var comment = value.IndexOf(" #", from, StringComparison.Ordinal);
        return comment < 0 ? value : value[..comment].TrimEnd();
    }

    private static string Unquote(string value) => value switch
    {
        ['\'', .., '\''] => value[1..^1].Replace("''", "'", StringComparison.Ordinal),
        ['"', .., '"'] => Escape().Replace(value[1..^1], m => Unescape(m.Value)),
        _ => value,
    };

    // Characters of a text in double quotes, as YAML has them. A number that is none, or that of a control character, stays as written.
    private static string Unescape(string escape) => escape[1] switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        '_' => "\u00A0",
        'x' or 'u' or 'U' =>
            Rune.TryCreate(int.Parse(escape.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), out var rune) &&
            !Rune.IsControl(rune)
                ? rune.ToString()
                : escape,
        var other => other.ToString(),
    };

    [GeneratedRegex(@"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[ntr_""\\/ ])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^[|>](?:[+-]?[1-9]?|[1-9][+-])$")]
    private static partial Regex BlockScalar();
}
