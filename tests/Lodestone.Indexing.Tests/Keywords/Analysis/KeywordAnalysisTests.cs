using CsCheck;
using Lodestone.Indexing.Keywords.Analysis;
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

namespace Lodestone.Indexing.Tests.Keywords.Analysis;

public sealed class KeywordAnalysisTests
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private static readonly string[] Breaks = [" ", " ", ", ", ". ", " (", ") ", "? "];

    private static readonly Gen<string> PlainWord =
        Gen.Select(Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz"], 1, 9], Gen.Int[0, 3]).Select((word, form) => form switch
        {
            0 => char.ToUpperInvariant(word[0]) + word[1..],
            1 => word.ToUpperInvariant(),
            _ => word,
        });

    private static readonly Gen<string> PlainText =
        Gen.Select(PlainWord, Gen.Int[0, Breaks.Length - 1]).Select((word, after) => word + Breaks[after])
            .Array[1, 30].Select(string.Concat);

    // Words of each language that its filters change: articles, stop words, endings, exceptions.
    private static readonly string[] Words =
    [
        "the", "and", "running", "houses", "der", "und", "Häuser", "größer",
        "le", "chevaux", "élèves", "los", "canciones", "corazón", "gli", "città",
        "ragazze", "os", "corações", "meninas", "de", "fiets", "kinderen",
        "och", "flickorna", "bøker", "ikke", "børnene", "talossa", "ja",
        "дома", "книги", "это", "الكتاب", "والمدرسة", "naïve", "l'eau", "dell'arte", "dogs'",
    ];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Read_PlainWords_AreThoseOfTheLanguagesOwnAnalyzer(KeywordLanguage language, bool stopWords)
    {
        using var analysis = new KeywordAnalysis(language, stopWords, foldAccents: true);
        using var reference = Reference(language, stopWords);
        var words = Gen.Int[0, Words.Length - 1].Array[1, 12].Select(w => string.Join(' ', w.Select(i => Words[i])));
        Gen.OneOf(PlainText, words).Sample(
            text =>
            {
                var tokens = new List<QueryToken>();
                Assert.True(analysis.Read(text, tokens));
                var mains = tokens.Where(t => t.Kind == WordKind.Main).ToArray();
                // Lucene.NET's Dutch analyzer means to have these exceptions, and loses them.
                var expected = Tokens(reference, text).Select(t => (language, t.Term) switch
                {
                    (KeywordLanguage.Dutch, "ei") => t with { Term = "eier" },
                    (KeywordLanguage.Dutch, "kind") => t with { Term = "kinder" },
                    _ => t,
                });
                Assert.Equal(expected, mains.Select(t => (t.Term, t.Start, t.End)));
            },
            iter: 200, threads: 1);
    }

    [Fact]
    public void Read_DutchExceptions_AreTheirPluralsStem()
    {
        using var analysis = new KeywordAnalysis(KeywordLanguage.Dutch, stopWords: true, foldAccents: true);
        var tokens = new List<QueryToken>();
        analysis.Read("kind kinderen ei eieren fiets bromfiets", tokens);
        Assert.Equal(["kinder", "kinder", "eier", "eier", "fiets", "bromfiets"], tokens.Select(t => t.Term));
    }

    [Fact]
    public void Read_PlainEnglish_HasNoOtherForms()
    {
        using var analysis = English();
        PlainText.Sample(
            text =>
            {
                var tokens = new List<QueryToken>();
                analysis.Read(text, tokens);
                Assert.All(tokens, t => Assert.Equal(WordKind.Main, t.Kind));
                var words = new AnalyzedText();
                analysis.Read(text, words, 0);
                Assert.Equal((tokens.Count, tokens.Count), (words.Count, words.WordCount));
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public void Read_LongWordsAndChains_StayBounded()
    {
        using var analysis = English();
        var tokens = new List<QueryToken>();
        string[] hostile =
        [
            Many("ab", "-"), Many("Ab", "_"), Many("1", "."), Many("aB", ""), Many("a1", ""), Many("中", ""), Many("000", " "), Many("+", ""),
            Many("C++", ""), Many("é\u0323", "’"),
        ];
        foreach (var text in hostile)
        {
            Assert.True(analysis.Read(text, tokens));
            Assert.True(tokens.Count <= text.Length * 2, $"{tokens.Count} terms of {text.Length} characters");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5000)]
    public void Read_TextWithoutSpaces_IsEveryPairAndEveryCharacter(int length)
    {
        using var analysis = English();
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('\u4E00' + i)));
        var tokens = new List<QueryToken>();
        analysis.Read($"a {text} b", tokens);
        var pairs = length == 1 ? [text] : Enumerable.Range(0, length - 1).Select(i => text.Substring(i, 2));
        Assert.Equal(pairs.Append("b"), tokens.Where(t => t.Kind == WordKind.Main).Select(t => t.Term));
        Assert.Equal(length == 1 ? "" : text, string.Concat(tokens.Where(t => t.Kind == WordKind.Single).Select(t => t.Term)));
    }

    [Fact]
    public void Name_OtherTerms_HasAnotherName()
    {
        string[] names =
        [
            English().Name,
            new KeywordAnalysis(KeywordLanguage.English, stopWords: false, foldAccents: true).Name,
            new KeywordAnalysis(KeywordLanguage.English, stopWords: true, foldAccents: false).Name,
            new KeywordAnalysis(KeywordLanguage.Plain, stopWords: true, foldAccents: true).Name,
        ];
        Assert.Equal(names.Distinct(), names);
        Assert.DoesNotContain("English", names); // the name of an index whose words were Lucene's
    }

    public static TheoryData<KeywordLanguage, bool> Languages()
    {
        var data = new TheoryData<KeywordLanguage, bool>();
        foreach (var language in Enum.GetValues<KeywordLanguage>())
        {
            data.Add(language, true);
            data.Add(language, false);
        }
        return data;
    }

    private static KeywordAnalysis English() => new(KeywordLanguage.English, stopWords: true, foldAccents: true);

    private static string Many(string text, string separator) => string.Join(separator, Enumerable.Repeat(text, 50_000));

    private static List<(string Term, int Start, int End)> Tokens(Analyzer analyzer, string text)
    {
        var tokens = new List<(string Term, int Start, int End)>();
        using var stream = analyzer.GetTokenStream("", text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        var place = stream.GetAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
            tokens.Add((term.ToString()!, place.StartOffset, place.EndOffset));
        stream.End();
        return tokens;
    }

    private static Analyzer Reference(KeywordLanguage language, bool stopWords)
    {
        var none = CharArraySet.Empty;
        return language switch
        {
            KeywordLanguage.Plain => new StandardAnalyzer(Version, none),
            KeywordLanguage.German => stopWords ? new GermanAnalyzer(Version) : new GermanAnalyzer(Version, none),
            KeywordLanguage.French => stopWords ? new FrenchAnalyzer(Version) : new FrenchAnalyzer(Version, none),
            KeywordLanguage.Spanish => stopWords ? new SpanishAnalyzer(Version) : new SpanishAnalyzer(Version, none),
            KeywordLanguage.Italian => stopWords ? new ItalianAnalyzer(Version) : new ItalianAnalyzer(Version, none),
            KeywordLanguage.Portuguese => stopWords ? new PortugueseAnalyzer(Version) : new PortugueseAnalyzer(Version, none),
            KeywordLanguage.Dutch => stopWords ? new DutchAnalyzer(Version) : new DutchAnalyzer(Version, none),
            KeywordLanguage.Swedish => stopWords ? new SwedishAnalyzer(Version) : new SwedishAnalyzer(Version, none),
            KeywordLanguage.Norwegian => stopWords ? new NorwegianAnalyzer(Version) : new NorwegianAnalyzer(Version, none),
            KeywordLanguage.Danish => stopWords ? new DanishAnalyzer(Version) : new DanishAnalyzer(Version, none),
            KeywordLanguage.Finnish => stopWords ? new FinnishAnalyzer(Version) : new FinnishAnalyzer(Version, none),
            KeywordLanguage.Russian => stopWords ? new RussianAnalyzer(Version) : new RussianAnalyzer(Version, none),
            KeywordLanguage.Arabic => stopWords ? new ArabicAnalyzer(Version) : new ArabicAnalyzer(Version, none),
            _ => stopWords ? new EnglishAnalyzer(Version) : new EnglishAnalyzer(Version, none),
        };
    }
}
