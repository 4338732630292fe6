using System.Globalization;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Lodestone.Indexing;

/// <summary>What a passage is in the index. One object serves one writer, which fills it again and again.</summary>
internal sealed class KeywordFields : IDisposable
{
    /// <summary>The number of a passage, as a term to delete it by and as a column.</summary>
    public const string Key = "key";

    /// <summary>The words of title and text; document frequencies and lengths are of this field.</summary>
    public const string Body = "body";

    /// <summary>The words of the title alone, to count them more.</summary>
    public const string Title = "title";

    /// <summary>Words in the body (high half) and in the title (low half).</summary>
    public const string Lengths = "lengths";

    // No phrase reaches from the title into the text.
    private const int Gap = 100;

    private static readonly FieldType BodyType = Type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static readonly FieldType TitleType = Type(IndexOptions.DOCS_AND_FREQS);

    private readonly KeywordAnalysis _analysis;
    private readonly AnalyzedText _title = new();
    private readonly AnalyzedText _body = new();
    private readonly List<AnalyzedText.Token> _tokens = [];

    public KeywordFields(KeywordAnalysis analysis) => _analysis = analysis;

    public static string Term(long key) => key.ToString("x", CultureInfo.InvariantCulture);

    public IEnumerable<IIndexableField> Fill(KeywordEntry entry)
    {
        _title.Clear();
        _body.Clear();
        _analysis.Read(entry.Title, _tokens);
        _title.Add(_tokens, 0);
        _body.Add(_tokens, 0);
        _analysis.Read(entry.Text, _tokens);
        _body.Add(_tokens, Gap);
        return
        [
            new StringField(Key, Term(entry.Key), Field.Store.NO),
            new NumericDocValuesField(Key, entry.Key),
            new NumericDocValuesField(Lengths, ((long)_body.Count << 32) | (uint)_title.Count),
            new Field(Body, _body, BodyType),
            new Field(Title, _title, TitleType),
        ];
    }

    public void Dispose()
    {
        _title.Dispose();
        _body.Dispose();
    }

    private static FieldType Type(IndexOptions options)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = true, IndexOptions = options };
        type.Freeze();
        return type;
    }
}
