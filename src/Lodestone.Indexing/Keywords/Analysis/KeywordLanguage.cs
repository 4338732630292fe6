namespace Lodestone.Indexing;

/// <summary>The analysis of text: every language splits at Unicode's word boundaries and lowercases; most also stem.</summary>
/// <remarks>Chinese, Japanese and Korean words are found by pairs of adjacent characters, in every language.</remarks>
public enum KeywordLanguage
{
    /// <summary>English: possessives removed, Porter's stemmer.</summary>
    English,

    /// <summary>Any language: no stemming, no stop words.</summary>
    Plain,

    /// <summary>German.</summary>
    German,

    /// <summary>French.</summary>
    French,

    /// <summary>Spanish.</summary>
    Spanish,

    /// <summary>Italian.</summary>
    Italian,

    /// <summary>Portuguese.</summary>
    Portuguese,

    /// <summary>Dutch.</summary>
    Dutch,

    /// <summary>Swedish.</summary>
    Swedish,

    /// <summary>Norwegian.</summary>
    Norwegian,

    /// <summary>Danish.</summary>
    Danish,

    /// <summary>Finnish.</summary>
    Finnish,

    /// <summary>Russian.</summary>
    Russian,

    /// <summary>Arabic.</summary>
    Arabic,
}
