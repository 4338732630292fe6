namespace Lodestone;

/// <summary>Counts the tokens of a text as an embedding model would, so that passages get a size that the model can read.</summary>
/// <remarks>
/// Implementations are thread-safe, and count the same text the same way in every call. A count is from 0 to four tokens for each UTF-16
/// character and 16 more; special tokens are left out. <c>Lodestone.Encoders.Tokenizer</c> is one. With any other a chunker finds where a
/// text has how many tokens by spreading its count evenly over its characters, and counts every passage again to be sure that it fits.
/// </remarks>
public interface ITokenCounter
{
    /// <summary>Counts the tokens of a text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <returns>The number of tokens, special tokens left out.</returns>
    int CountTokens(string text);
}

/// <summary>The keys by which a collection and an embedding generator tell each other more than the generator's interface has.</summary>
/// <remarks>
/// They are keys of <c>EmbeddingGenerationOptions.AdditionalProperties</c> and <c>Embedding.AdditionalProperties</c> of
/// Microsoft.Extensions.AI. A generator that does not know them ignores them.
/// </remarks>
public static class EmbedderProperties
{
    /// <summary>
    /// In the options of a call: the side of a search that its texts are on, <see cref="QueryRole"/> or <see cref="DocumentRole"/>.
    /// </summary>
    public const string Role = "lodestone.role";

    /// <summary>The value of <see cref="Role"/> for texts to search with.</summary>
    public const string QueryRole = "query";

    /// <summary>The value of <see cref="Role"/> for texts to be found.</summary>
    public const string DocumentRole = "document";

    /// <summary>In an embedding: the number of tokens at the end of its text that the model did not read, as a whole number.</summary>
    public const string DroppedTokens = "droppedTokens";
}
