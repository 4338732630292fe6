namespace Lodestone.Encoders;

/// <summary>The embeddings of a list of texts, in the list's order.</summary>
/// <param name="Dimensions">The number of dimensions of one embedding.</param>
/// <param name="Values">All embeddings, one after another: Count x Dimensions numbers.</param>
/// <param name="Usage">For each text, the number of tokens read and dropped.</param>
public sealed record EmbeddingBatch(int Dimensions, ReadOnlyMemory<float> Values, IReadOnlyList<TokenUsage> Usage)
{
    /// <summary>The number of texts.</summary>
    public int Count => Usage.Count;

    /// <summary>The embedding of one text: <see cref="Dimensions"/> numbers.</summary>
    /// <param name="index">The text's index in the caller's list.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not the index of a text.</exception>
    public ReadOnlyMemory<float> this[int index] => Values.Slice(index * Dimensions, Dimensions);
}

/// <summary>The number of tokens of a text that a model has read and dropped.</summary>
/// <param name="Tokens">Tokens read, including special tokens and the prompt's.</param>
/// <param name="DroppedTokens">Tokens at the end of the text that did not fit and were not read.</param>
public readonly record struct TokenUsage(int Tokens, int DroppedTokens);
