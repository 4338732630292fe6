namespace Lodestone.Indexing;

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
