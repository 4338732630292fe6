using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Da;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Nl;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace Lodestone.Indexing.Keywords;

/// <summary>Splits text into words. Thread-safe.</summary>
internal sealed class KeywordAnalysis : IDisposable
{
    private readonly Analyzer _analyzer;

    public KeywordAnalysis(KeywordOptions options)
    {
        _analyzer = Make(options.Language, options.StopWords);
        Name = options.Language + (options.StopWords && options.Language != KeywordLanguage.Plain ? "" : " with all words");
    }

    /// <summary>The name that is recorded in the index.</summary>
    public string Name { get; }

    /// <summary>Reads up to <paramref name="most"/> words. Returns whether these are all words of the text.</summary>
    public bool Read(string text, List<QueryToken> tokens, int most = int.MaxValue)
    {
        tokens.Clear();
        using var stream = _analyzer.GetTokenStream("", WholeCharacters(text));
        var term = stream.GetAttribute<ICharTermAttribute>();
        var step = stream.GetAttribute<IPositionIncrementAttribute>();
        var place = stream.GetAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            if (tokens.Count == most)
                return false;
            tokens.Add(new(term.ToString(), step.PositionIncrement, place.StartOffset, place.EndOffset));
        }
        stream.End();
        return true;
    }

    /// <summary>Appends all words; the first is separated from the earlier ones by the gap.</summary>
    public void Read(string text, AnalyzedText words, int gap)
    {
        if (text.Length == 0)
            return;
        using var stream = _analyzer.GetTokenStream("", WholeCharacters(text));
        var term = stream.GetAttribute<ICharTermAttribute>();
        var step = stream.GetAttribute<IPositionIncrementAttribute>();
        stream.Reset();
        for (; stream.IncrementToken(); gap = 0)
            words.Add(term.Buffer.AsSpan(0, term.Length), step.PositionIncrement + gap);
        stream.End();
    }

    public void Dispose() => _analyzer.Dispose();

    // Half a surrogate pair cannot be written to the index. It is replaced one for one, so positions stay the same.
    private static string WholeCharacters(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.ToString();
    }

    private static Analyzer Make(KeywordLanguage language, bool stopWords)
    {
        const LuceneVersion v = LuceneVersion.LUCENE_48;
        var none = CharArraySet.Empty;
        return language switch
        {
            KeywordLanguage.Plain => new StandardAnalyzer(v, none),
            KeywordLanguage.German => stopWords ? new GermanAnalyzer(v) : new GermanAnalyzer(v, none),
            KeywordLanguage.French => stopWords ? new FrenchAnalyzer(v) : new FrenchAnalyzer(v, none),
            KeywordLanguage.Spanish => stopWords ? new SpanishAnalyzer(v) : new SpanishAnalyzer(v, none),
            KeywordLanguage.Italian => stopWords ? new ItalianAnalyzer(v) : new ItalianAnalyzer(v, none),
            KeywordLanguage.Portuguese => stopWords ? new PortugueseAnalyzer(v) : new PortugueseAnalyzer(v, none),
            KeywordLanguage.Dutch => stopWords ? new DutchAnalyzer(v) : new DutchAnalyzer(v, none),
            KeywordLanguage.Swedish => stopWords ? new SwedishAnalyzer(v) : new SwedishAnalyzer(v, none),
            KeywordLanguage.Norwegian => stopWords ? new NorwegianAnalyzer(v) : new NorwegianAnalyzer(v, none),
            KeywordLanguage.Danish => stopWords ? new DanishAnalyzer(v) : new DanishAnalyzer(v, none),
            KeywordLanguage.Finnish => stopWords ? new FinnishAnalyzer(v) : new FinnishAnalyzer(v, none),
            KeywordLanguage.Russian => stopWords ? new RussianAnalyzer(v) : new RussianAnalyzer(v, none),
            KeywordLanguage.Arabic => stopWords ? new ArabicAnalyzer(v) : new ArabicAnalyzer(v, none),
            _ => stopWords ? new EnglishAnalyzer(v) : new EnglishAnalyzer(v, none),
        };
    }
}

/// <summary>An indexed word, its distance from the previous word (2 after a stop word), and its position in the text.</summary>
internal readonly record struct QueryToken(string Term, int PositionIncrement, int Start, int End);
