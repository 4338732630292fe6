namespace Lodestone.Indexing;

/// <summary>Options of a keyword index: analysis and scoring.</summary>
/// <remarks>
/// <see cref="Language"/>, <see cref="StopWords"/> and <see cref="FoldAccents"/> determine the content of the index, are recorded in it,
/// and must be the same at every opening. The others apply when it is searched and may differ from one opening to the next.
/// </remarks>
public sealed record KeywordOptions
{
    /// <summary>The language of the text. Default: English.</summary>
    public KeywordLanguage Language { get; init; } = KeywordLanguage.English;

    /// <summary>Whether the language's most common words are left out. Default: true.</summary>
    public bool StopWords { get; init; } = true;

    /// <summary>
    /// Whether a word with accents is also found without them, and the other way round; the exact word ranks above. Default: true.
    /// </summary>
    public bool FoldAccents { get; init; } = true;

    /// <summary>BM25's k1, 0 or more: larger means that repeated words add more. Default: 1.2.</summary>
    public double K1 { get; init; } = 1.2;

    /// <summary>BM25's b, from 0 to 1: the share of length normalisation. Default: 0.75.</summary>
    public double B { get; init; } = 0.75;

    /// <summary>The weight of a word in the title, in words of the text, from 1 to 100. Default: 2.</summary>
    public double TitleBoost { get; init; } = 2;

    /// <summary>The weight of adjacent words, as a share of their own score, from 0 (none) to 10. Default: 0.</summary>
    public double PhraseBoost { get; init; }

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

/// <summary>The bounds of keyword search.</summary>
internal static class KeywordLimits
{
    /// <summary>Different words a query is searched for at most; the rarest are kept.</summary>
    public const int MaxQueryTerms = 256;

    /// <summary>Words of a query that are read at most; what follows is cut.</summary>
    public const int MaxQueryWords = 10_000;

    /// <summary>Up to where matches are counted. Passages beyond that are left out when they cannot be among the best.</summary>
    public const int MaxMatches = 1_000;

    /// <summary>Ranges a highlighted text has at most.</summary>
    public const int MaxHighlights = 1_000;
}
