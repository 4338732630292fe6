namespace Lodestone.Indexing;

/// <summary>How a keyword index reads and scores text.</summary>
/// <remarks>
/// <see cref="Language"/> and <see cref="StopWords"/> decide what is in the index, are recorded in it, and must be the same whenever it is
/// opened. The others act when it is searched and may differ from one opening to the next.
/// </remarks>
public sealed record KeywordOptions
{
    /// <summary>How text is made into words; English unless told.</summary>
    public KeywordLanguage Language { get; init; } = KeywordLanguage.English;

    /// <summary>Whether the language's most common words are left out; yes unless told.</summary>
    public bool StopWords { get; init; } = true;

    /// <summary>BM25's k1, 0 or more; 1.2 unless told.</summary>
    public double K1 { get; init; } = 1.2;

    /// <summary>BM25's b, from 0 to 1; 0.75 unless told.</summary>
    public double B { get; init; } = 0.75;

    /// <summary>What a word in the title counts for, from 1 to 100; 2 unless told.</summary>
    public double TitleBoost { get; init; } = 2;

    /// <summary>What neighbouring words add, from 0 (nothing) to 10; 0 unless told.</summary>
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
