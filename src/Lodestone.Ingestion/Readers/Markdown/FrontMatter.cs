using System.Text;
using Lodestone.Documents;
using Lodestone.Ingestion.Decoding;

namespace Lodestone.Ingestion.Readers.Markdown;

/// <summary>Reads the simple subset of YAML in front matter: one key and value a line, and lists of strings.</summary>
/// <remarks>Nested and multi-line values are omitted with a note: no metadata type could hold them.</remarks>
internal sealed class FrontMatter(ReadOptions options)
{
    private readonly Dictionary<string, MetadataValue> _metadata = new(StringComparer.Ordinal);
    private readonly List<ReadNote> _notes = [];

    public string? Title { get; private set; }

    public Dictionary<string, MetadataValue> Metadata => _metadata;

    public IReadOnlyList<ReadNote> Notes => _notes;

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
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] is '#' or ' ' || (colon + 1 < line.Length && line[colon + 1] is not (' ' or '\t')))
                continue;
            var below = lines[first..i].Where(l => l.Trim().Length > 0).ToArray();
            Take(Unquote(line[..colon].Trim()), WithoutComment(line[(colon + 1)..].Trim()), below);
        }
    }

    private void Take(string key, string value, string[] below)
    {
        if (below.Length > 0 && value.Length == 0 && Array.TrueForAll(below, l => IsItem(l.TrimStart())) &&
            below.Select(l => WithoutComment(l.Trim()[2..].Trim())).ToArray() is var items && Array.TrueForAll(items, IsScalar))
        {
            _metadata[key] = MetadataValue.Of(items.Select(Unquote));
        }
        else if (below.Length > 0 || value is ['{', ..] or ['|', ..] or ['>', ..] or ['&', ..] or ['*', ..])
        {
            _notes.Add(new ReadNote(ReadNoteKind.FieldLeftOut,
                $"The front matter's '{key}' is more than a value or a list of strings; it was left out."));
        }
        else if (value is ['[', .., ']'])
        {
            _metadata[key] = MetadataValue.Of(Items(value[1..^1]).Select(Unquote));
        }
        else if (value is not ("" or "~" or "null"))
        {
            TakeScalar(key, value);
        }
    }

    private void TakeScalar(string key, string value)
    {
        var text = Unquote(value);
        if (key == options.TitleField)
            Title = CleanText.OneLine(text) is { Length: > 0 } title ? title : null;
        else if (value[0] is '"' or '\'' || options.StringFields.Contains(key, StringComparer.Ordinal))
            _metadata[key] = MetadataValue.Of(text);
        else
            _metadata[key] = TypedText.Of(text);
    }

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
        ['"', .., '"'] => value[1..^1]
            .Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal),
        _ => value,
    };
}
