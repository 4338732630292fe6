using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Da;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Nl;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Snowball;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Tartarus.Snowball.Ext;
using Lucene.Net.Util;
using DutchStemmer = Lucene.Net.Tartarus.Snowball.Ext.DutchStemmer;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>The filters of a language, which lowercase words, leave out the most common ones, and stem the others.</summary>
/// <remarks>They are those of Lucene's own analyzers, whose tokenizer cannot be followed by another filter.</remarks>
internal static class LanguageFilters
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private static readonly CharArraySet ItalianArticles = new(
        Version,
        [
            "c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl", "negl", "sugl", "un", "m", "t",
            "s", "v", "d",
        ],
        ignoreCase: true);

    private static readonly Lazy<StemmerOverrideFilter.StemmerOverrideMap> DutchStems = new(() =>
    {
        var stems = new StemmerOverrideFilter.Builder(ignoreCase: false);
        stems.Add("fiets", "fiets");
        stems.Add("bromfiets", "bromfiets");
        stems.Add("ei", "eier");
        stems.Add("kind", "kinder");
        return stems.Build();
    });

    public static TokenStream Add(TokenStream words, KeywordLanguage language, bool stopWords)
    {
        words = language switch
        {
            KeywordLanguage.English => new EnglishPossessiveFilter(Version, words),
            KeywordLanguage.French => new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES),
            KeywordLanguage.Italian => new ElisionFilter(words, ItalianArticles),
            _ => words,
        };
        words = new LowerCaseFilter(Version, words);
        if (stopWords && StopWords(language) is { } common)
            words = new StopFilter(Version, words, common);
        return Stem(words, language);
    }

    private static CharArraySet? StopWords(KeywordLanguage language) => language switch
    {
        KeywordLanguage.Plain => null,
        KeywordLanguage.German => GermanAnalyzer.DefaultStopSet,
        KeywordLanguage.French => FrenchAnalyzer.DefaultStopSet,
        KeywordLanguage.Spanish => SpanishAnalyzer.DefaultStopSet,
        KeywordLanguage.Italian => ItalianAnalyzer.DefaultStopSet,
        KeywordLanguage.Portuguese => PortugueseAnalyzer.DefaultStopSet,
        KeywordLanguage.Dutch => DutchAnalyzer.DefaultStopSet,
        KeywordLanguage.Swedish => SwedishAnalyzer.DefaultStopSet,
        KeywordLanguage.Norwegian => NorwegianAnalyzer.DefaultStopSet,
        KeywordLanguage.Danish => DanishAnalyzer.DefaultStopSet,
        KeywordLanguage.Finnish => FinnishAnalyzer.DefaultStopSet,
        KeywordLanguage.Russian => RussianAnalyzer.DefaultStopSet,
        KeywordLanguage.Arabic => ArabicAnalyzer.DefaultStopSet,
        _ => EnglishAnalyzer.DefaultStopSet,
    };

    private static TokenStream Stem(TokenStream words, KeywordLanguage language) => language switch
    {
        KeywordLanguage.Plain => words,
        KeywordLanguage.German => new GermanLightStemFilter(new GermanNormalizationFilter(words)),
        KeywordLanguage.French => new FrenchLightStemFilter(words),
        KeywordLanguage.Spanish => new SpanishLightStemFilter(words),
        KeywordLanguage.Italian => new ItalianLightStemFilter(words),
        KeywordLanguage.Portuguese => new PortugueseLightStemFilter(words),
        KeywordLanguage.Dutch => new SnowballFilter(new StemmerOverrideFilter(words, DutchStems.Value), new DutchStemmer()),
        KeywordLanguage.Swedish => new SnowballFilter(words, new SwedishStemmer()),
        KeywordLanguage.Norwegian => new SnowballFilter(words, new NorwegianStemmer()),
        KeywordLanguage.Danish => new SnowballFilter(words, new DanishStemmer()),
        KeywordLanguage.Finnish => new SnowballFilter(words, new FinnishStemmer()),
        KeywordLanguage.Russian => new SnowballFilter(words, new RussianStemmer()),
        KeywordLanguage.Arabic => new ArabicStemFilter(new ArabicNormalizationFilter(words)),
        _ => new PorterStemFilter(words),
    };
}
