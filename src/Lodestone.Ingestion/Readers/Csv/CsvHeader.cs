using Lodestone.Documents;
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
    private readonly ReadOptions _options;
    private readonly int[] _texts;
    private readonly int _id;
    private readonly int _title;

    public CsvHeader(SourceFile file, IReadOnlyList<string> values, ReadOptions options)
    {
        _options = options;
        Names = [.. values.Select((v, i) => v.Trim() is { Length: > 0 } name ? name : FormattableString.Invariant($"column {i + 1}"))];
        var twice = Names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any())?.Key;
        if (twice is not null)
        {
            throw new UnreadableException(ReadProblemKind.Malformed,
                $"Its header has '{twice}' twice; column names have to be unique. Rename one.");
        }

        _texts = [.. options.TextFields.Select(IndexOf)];
        _title = IndexOf(options.TitleField);
        _id = options.IdField is { } field ? IndexOf(field) : ReadDefaults.IdFields.Select(IndexOf).FirstOrDefault(i => i >= 0, -1);
        if (Array.TrueForAll(_texts, i => i < 0))
            throw Missing(file, "text", options.TextFields, nameof(ReadOptions.TextFields));
        if (_id < 0 && options.IdField is not null)
            throw Missing(file, "id", [options.IdField], nameof(ReadOptions.IdField));
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The delimiter with which the header has most of the requested fields, and among those the most columns.</summary>
    public static char DelimiterOf(ReadOnlySpan<char> head, string path, ReadOptions options)
    {
        if (options.Delimiter is { } given)
            return given;
        if (Path.GetExtension(path).Equals(".tsv", StringComparison.OrdinalIgnoreCase))
            return '\t';
        var line = head[..(head.IndexOfAny('\r', '\n') is >= 0 and var end ? end : head.Length)].ToString();
        string[] wanted = [.. options.TextFields, options.TitleField, .. options.IdField is { } id ? [id] : ReadDefaults.IdFields];
        return Delimiters.MaxBy(delimiter =>
        {
            var names = line.Split(delimiter).Select(n => n.Trim().Trim('"')).ToArray();
            return (names.Count(n => wanted.Contains(n, StringComparer.Ordinal)), names.Length);
        });
    }

    public void Take(List<string> values, RecordFields fields)
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
                fields.Set(Names[i], StaysString(Names[i]) ? MetadataValue.Of(value) : TypedText.Of(value));
        }
    }

    private bool StaysString(string name) => _options.StringFields.Contains(name, StringComparer.Ordinal);

    private int IndexOf(string name) => Names.ToList().IndexOf(name);

    private UnreadableException Missing(SourceFile file, string what, IEnumerable<string> wanted, string option) =>
        new UnreadableException(ReadProblemKind.UnusableField,
            $"Its header has no {what}: looked for {string.Join(", ", wanted.Select(w => $"'{w}'"))}, found " +
            $"{string.Join(", ", Names.Take(12).Select(n => $"'{n}'"))}. Name the right column, or the right delimiter.")
        {
            Option = option,
        };
}
