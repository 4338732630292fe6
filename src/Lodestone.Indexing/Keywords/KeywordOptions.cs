namespace Lodestone.Indexing;

/// <summary>Options of a keyword index: analysis and scoring.</summary>
/// <remarks>
/// <see cref="Language"/> and <see cref="StopWords"/> determine the content of the index, are recorded in it, and must be the same at every
/// opening. The others apply when it is searched and may differ from one opening to the next.
/// </remarks>
public sealed record KeywordOptions
{
    /// <summary>The language of the text. Default: English.</summary>
    public KeywordLanguage Language { get; init; } = KeywordLanguage.English;

    /// <summary>Whether the language's most common words are left out. Default: true.</summary>
    public bool StopWords { get; init; } = KeywordDefaults.StopWords;

    /// <summary>BM25's k1, 0 or more: larger means that repeated words add more. Default: 1.2.</summary>
    public double K1 { get; init; } = KeywordDefaults.K1;

    /// <summary>BM25's b, from 0 to 1: the share of length normalisation. Default: 0.75.</summary>
    public double B { get; init; } = KeywordDefaults.B;

    /// <summary>The weight of a word in the title, in words of the text, from 1 to 100. Default: 2.</summary>
    public double TitleBoost { get; init; } = KeywordDefaults.TitleBoost;

    /// <summary>The weight of adjacent words, as a share of their own score, from 0 (none) to 10. Default: 0.</summary>
    public double PhraseBoost { get; init; } = KeywordDefaults.PhraseBoost;

    internal void Validate()
    {
        if (!Enum.IsDefined(Language))
            throw new InvalidRangeException(nameof(Language), Language, string.Join(", ", Enum.GetNames<KeywordLanguage>()));
        Within(K1, 0, 1000, nameof(K1));
        Within(B, 0, 1, nameof(B));
        Within(TitleBoost, 1, 100, nameof(TitleBoost));
        Within(PhraseBoost, 0, 10, nameof(PhraseBoost));
    }

    private static void Within(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new InvalidRangeException(name, value, FormattableString.Invariant($"{least} to {most}"));
    }
}

/// <summary>The defaults and bounds of keyword search. docs/decisions/0007-bm25.md has the measurements behind them.</summary>
public static class KeywordDefaults
{
    /// <summary>How slowly repeated words stop adding to the score.</summary>
    public const double K1 = 1.2;

    /// <summary>How much long passages are held back, from 0 (not) to 1 (in proportion).</summary>
    public const double B = 0.75;

    /// <summary>What a word in the title counts for, in words of the text.</summary>
    public const double TitleBoost = 2;

    /// <summary>What two neighbouring words of the query that are neighbours in the passage add, as a share of their own score.</summary>
    public const double PhraseBoost = 0;

    /// <summary>Whether the most common words of the language are left out.</summary>
    public const bool StopWords = true;

    /// <summary>Different words a query is searched for at most; the rarest are kept.</summary>
    public const int MaxQueryTerms = 256;

    /// <summary>Words of a query that are read at most; what follows is cut.</summary>
    public const int MaxQueryWords = 10_000;

    /// <summary>Up to where matches are counted. Passages beyond that are left out when they cannot be among the best.</summary>
    public const int MaxMatches = 1_000;

    /// <summary>Ranges a highlighted text has at most.</summary>
    public const int MaxHighlights = 1_000;
}
