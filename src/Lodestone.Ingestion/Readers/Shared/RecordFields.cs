using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>Builds a document from a record's id, title, text and other fields, by one set of rules for JSON and CSV.</summary>
internal sealed class RecordFields(SourceFile file, ReadOptions options, TextEncoding encoding)
{
    // A title is a line of a result, and of a list of documents.
    private const int MaxTitleFromText = 80;
    private readonly Dictionary<string, MetadataValue> _metadata = new(StringComparer.Ordinal);
    private readonly List<ReadNote> _notes = [];
    private int _replaced;

    public string? Id { get; set; }

    public string? Title { get; set; }

    /// <summary>Whether a record without a title is named by the first words of its text.</summary>
    public bool TitleFromText { get; set; }

    /// <summary>The text fields found, in the options' order; null for missing ones.</summary>
    public string?[] Texts { get; } = new string?[options.TextFields.Count];

    public IReadOnlyList<Heading> Headings { get; set; } = [];

    public Dictionary<string, MetadataValue> Metadata => _metadata;

    /// <summary>Sets a value; the last one wins when names are equal, as they can be after invalid characters are replaced.</summary>
    public void Set(string name, MetadataValue value)
    {
        var field = Clean(name);
        if (WrittenValue.Unfit(_metadata, field, value) is { } unfit)
        {
            _notes.Add(unfit);
            return;
        }

        if (_metadata.ContainsKey(field))
            Note(ReadNoteKind.FieldLeftOut,
                $"The field '{WrittenValue.Shown(field)}' occurs more than once; the last value was kept.");
        _metadata[field] = value;
    }

    /// <summary>Sets a value of a format that writes all values as text; the options and the quotes decide whether it is typed.</summary>
    public void SetWritten(string name, string value, bool quoted)
    {
        var (typed, note) = WrittenValue.Of(name, value, quoted, options);
        Set(name, typed);
        if (note is not null)
            _notes.Add(note);
    }

    public void LeaveOut(string name, string what) =>
        Note(ReadNoteKind.FieldLeftOut, $"The field '{WrittenValue.Shown(name)}' is {what}, which metadata cannot be; it was left out.");

    public void KeepAsText(string name, string digits) => _notes.Add(WrittenValue.Beyond64Bits(name, digits));

    public void Note(ReadNoteKind kind, string message) => _notes.Add(new ReadNote(kind, message));

    public void CountReplaced(int count) => _replaced += count;

    public string Clean(string value)
    {
        var clean = CleanText.Of(value, out var replaced);
        _replaced += replaced;
        return clean;
    }

    /// <exception cref="UnreadableException">The id or the text is missing or not valid.</exception>
    public ReadItem ToItem(long line, IEnumerable<string> names)
    {
        if (Texts.All(t => t is null))
        {
            throw Unusable(
                $"It has no text: looked for {Quote(options.TextFields)}, found {Quote(names)}. Name the right fields.",
                nameof(ReadOptions.TextFields));
        }

        if (Id is null && options.IdField is { } field)
        {
            throw Unusable(
                $"It has no id: looked for '{field}', found {Quote(names)}. Name the right field, or none.", nameof(ReadOptions.IdField));
        }

        var (id, isOwn) = (file.ScopesIds, Id) switch
        {
            (false, { } own) => (own, true),
            (true, { } own) => ($"{file.Path}#{own}", true),
            // A line's number could be another record's id.
            (true, null) => (FormattableString.Invariant($"{file.Path}##{line}"), false),
            _ => (FormattableString.Invariant($"{file.Path}#{line}"), false),
        };
        if (!isOwn || file.ScopesIds)
            DocumentId.ValidatePath(id);
        else
            DocumentId.Validate(id);
        var text = string.Join("\n\n", Texts.Where(t => !string.IsNullOrEmpty(t)));
        _metadata.TryAdd("path", MetadataValue.Of(file.Path));
        var isFromText = TitleFromText && string.IsNullOrWhiteSpace(Title);
        if (isFromText)
            Title = FirstWords(text);
        if (_replaced > 0)
            _notes.Add(CleanText.Replaced(_replaced));
        return new ReadItem
        {
            Document = new Document { Id = id, Title = Title ?? "", Text = text, Headings = Headings, Metadata = _metadata },
            Path = file.Path,
            Line = line,
            TitleSource = string.IsNullOrEmpty(Title) ? TitleSource.None : isFromText ? TitleSource.FirstWords : TitleSource.Field,
            Encoding = encoding.Name,
            Notes = [.. encoding.Notes, .. _notes],
        };
    }

    private static string FirstWords(string text)
    {
        var start = text.TrimStart();
        var words = CleanText.OneLine(start[..Math.Min(start.Length, 4 * MaxTitleFromText)]);
        if (words.Length <= MaxTitleFromText)
            return words;
        // A text without spaces is cut between two characters.
        var end = words.LastIndexOf(' ', MaxTitleFromText);
        if (end <= 0)
            end = char.IsHighSurrogate(words[MaxTitleFromText - 1]) ? MaxTitleFromText - 1 : MaxTitleFromText;
        return words[..end].TrimEnd(' ', ',', ';', ':', '-');
    }

    private static UnreadableException Unusable(string reason, string? option = null) =>
        new(ReadProblemKind.UnusableField, reason) { Option = option };

    private static string Quote(IEnumerable<string> names)
    {
        var all = names.ToArray();
        var shown = string.Join(", ", all.Take(12).Select(n => $"'{WrittenValue.Shown(n)}'"));
        return all.Length == 0 ? "no fields" : shown + (all.Length > 12 ? " and more" : "");
    }
}
