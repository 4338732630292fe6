using System.Collections.ObjectModel;
using System.Globalization;
using Lodestone.Indexing.Keywords.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Lodestone.Indexing.Keywords;

/// <summary>The fields of a passage in the index. One object serves one writer, which reuses it for every passage.</summary>
internal sealed class KeywordFields : IDisposable
{
    /// <summary>The number of a passage, as a term for deletion and as a column.</summary>
    public const string Key = "key";

    /// <summary>The words of title and text; document frequencies and lengths are those of this field.</summary>
    public const string Body = "body";

    /// <summary>Other forms of the words of title and text.</summary>
    public const string Forms = "forms";

    /// <summary>The words of the title alone, for their extra weight.</summary>
    public const string Title = "title";

    /// <summary>The number of words in the body (high half) and in the title (low half).</summary>
    public const string Lengths = "lengths";

    /// <summary>The number that orders a passage among equal scores.</summary>
    public const string Tie = "tie";

    // Prevents phrases across the end of the title and the beginning of the text.
    private const int Gap = 100;

    private static readonly FieldType BodyType = Type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static readonly FieldType CountedType = Type(IndexOptions.DOCS_AND_FREQS);

    private readonly KeywordAnalysis _analysis;
    private readonly AnalyzedText _words = new();
    private readonly AnalyzedText.Terms _title;
    private readonly AnalyzedText.Terms _body;
    private readonly AnalyzedText.Terms _forms;
    private readonly StringField _term = new(Key, "", Field.Store.NO);
    private readonly NumericDocValuesField _key = new(Key, 0);
    private readonly NumericDocValuesField _tie = new(Tie, 0);
    private readonly NumericDocValuesField _lengths = new(Lengths, 0);
    private readonly IIndexableField[] _fields;

    public KeywordFields(KeywordAnalysis analysis)
    {
        _analysis = analysis;
        _title = new(_words, forms: false);
        _body = new(_words, forms: false);
        _forms = new(_words, forms: true);
        _fields =
        [
            _term, _key, _tie, _lengths, new Field(Body, _body, BodyType), new Field(Title, _title, CountedType),
            new Field(Forms, _forms, CountedType),
        ];
    }

    public static string Term(long key) => key.ToString("x", CultureInfo.InvariantCulture);

    public IEnumerable<IIndexableField> Fill(KeywordEntry entry)
    {
        _words.Clear();
        _analysis.Read(entry.Title, _words, 0);
        (_title.Count, var titleWords) = (_words.Count, _words.WordCount);
        _analysis.Read(entry.Text, _words, Gap);
        _body.Count = _forms.Count = _words.Count;
        _term.SetStringValue(Term(entry.Key));
        _key.SetInt64Value(entry.Key);
        _tie.SetInt64Value((long)entry.Tie);
        _lengths.SetInt64Value(((long)_words.WordCount << 32) | (uint)titleWords);
        return _fields;
    }

    public void Dispose()
    {
        _title.Dispose();
        _body.Dispose();
        _forms.Dispose();
    }

    private static FieldType Type(IndexOptions options)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = true, IndexOptions = options };
        type.Freeze();
        return type;
    }
}

/// <summary>The names of the caller's labels in the data of a commit.</summary>
internal static class KeywordFieldNames
{
    private const string Own = "label:";

    public static ReadOnlyDictionary<string, string> Of(IDictionary<string, string> data) =>
        new(data.Where(d => d.Key.StartsWith(Own, StringComparison.Ordinal)).ToDictionary(d => d.Key[Own.Length..], d => d.Value));

    public static Dictionary<string, string> Data(IReadOnlyDictionary<string, string> labels, string analyzer)
    {
        var data = labels.ToDictionary(l => Own + l.Key, l => l.Value);
        data[KeywordFiles.AnalyzerLabel] = analyzer;
        return data;
    }
}
