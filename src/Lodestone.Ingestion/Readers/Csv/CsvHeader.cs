using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Csv;

/// <summary>The columns of a CSV file: the ones for id, title and text, and the names of the others.</summary>
internal sealed class CsvHeader
{
    // In order of preference for ties.
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
    private readonly int[] _texts;
    private readonly int _id;
    private readonly int _title;

    public CsvHeader(SourceFile file, IReadOnlyList<string> values, ReadOptions options)
    {
        Names = [.. values.Select((v, i) => v.Trim() is { Length: > 0 } name ? name : FormattableString.Invariant($"column {i + 1}"))];
        var twice = Names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any())?.Key;
        if (twice is not null)
        {
            throw new UnreadableException(ReadProblemKind.Malformed,
                $"Its header has '{twice}' twice; column names have to be unique. Rename one.");
        }

        _texts = [.. options.TextFields.Select(IndexOf)];
        _title = IndexOf(options.TitleField);
        IReadOnlyList<string> ids = options.IdField is { } field ? [field] : ReadDefaults.IdFields;
        _id = FieldName.FindFirst(ids, [.. Names]) is { } id ? IndexOf(id) : -1;
        if (Array.TrueForAll(_texts, i => i < 0))
            throw Missing(file, "text", options.TextFields, nameof(ReadOptions.TextFields));
        if (_id < 0 && options.IdField is not null)
            throw Missing(file, "id", [options.IdField], nameof(ReadOptions.IdField));
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The delimiter with which the header has most of the requested fields, and among those the most columns.</summary>
    public static char DelimiterOf(ReadOnlySpan<char> head, string path, ReadOptions options)
    {
        if (Path.GetExtension(path).Equals(".tsv", StringComparison.OrdinalIgnoreCase))
            return '\t';
        var line = FirstLine(head).ToString();
        string[] wanted = [.. options.TextFields, options.TitleField, .. options.IdField is { } id ? [id] : ReadDefaults.IdFields];
        return Delimiters.MaxBy(delimiter =>
        {
            var names = line.Split(delimiter).Select(n => n.Trim().Trim('"')).ToArray();
            return (names.Count(n => wanted.Contains(n, StringComparer.OrdinalIgnoreCase)), names.Length);
        });
    }

    /// <summary>The delimiter that the first line names, as spreadsheet programs write it (<c>sep=;</c>); null without one.</summary>
    public static char? NamedDelimiter(ReadOnlySpan<char> head)
    {
        var line = FirstLine(head);
        if (line is ['"', .., '"'])
            line = line[1..^1];
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line[4] is not '"' ? line[4] : null;
    }

    public void Take(CsvRecords record, List<string> values, RecordFields fields)
    {
        if (values.Count != Names.Count)
        {
            throw new UnreadableException(ReadProblemKind.Malformed, FormattableString.Invariant(
                $"It has {values.Count} values and the header {Names.Count}. ") +
                "Quote values that contain the delimiter or a line end.");
        }

        for (var i = 0; i < values.Count; i++)
        {
            var value = fields.Clean(values[i]);
            fields.CountReplaced(values[i].AsSpan().Count(CleanText.Replacement));
            var text = Array.IndexOf(_texts, i);
            if (text >= 0)
                fields.Texts[text] = value;
            if (i == _id)
                fields.Id = value.Length > 0 ? value : null;
            else if (i == _title)
                fields.Title = value;
            else if (text < 0 && value.Length > 0)
                fields.SetWritten(Names[i], value, record.Quoted[i]);
        }
    }

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> head) =>
        head[..(head.IndexOfAny('\r', '\n') is >= 0 and var end ? end : head.Length)];

    private int IndexOf(string name) => FieldName.Find(name, Names) is { } written ? Names.ToList().IndexOf(written) : -1;

    private UnreadableException Missing(SourceFile file, string what, IEnumerable<string> wanted, string option) =>
        new UnreadableException(ReadProblemKind.UnusableField,
            $"Its header has no {what}: looked for {string.Join(", ", wanted.Select(w => $"'{w}'"))}, found " +
            $"{string.Join(", ", Names.Take(12).Select(n => $"'{n}'"))}. Name the right column, or the right delimiter.")
        {
            Option = option,
        };
}
