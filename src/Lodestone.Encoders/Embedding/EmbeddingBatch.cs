namespace Lodestone.Encoders;

/// <summary>The embeddings of a list of texts, in the list's order.</summary>
/// <param name="Dimensions">How many numbers one embedding has.</param>
/// <param name="Values">All embeddings, one after another: Count x Dimensions.</param>
/// <param name="Usage">How much of each text was read, and how much was cut.</param>
public sealed record EmbeddingBatch(int Dimensions, ReadOnlyMemory<float> Values, IReadOnlyList<TokenUsage> Usage)
{
    /// <summary>How many texts there are.</summary>
    public int Count => Usage.Count;

    /// <summary>The embedding of one text: <see cref="Dimensions"/> numbers.</summary>
    /// <param name="index">The text's index in the caller's list.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such text.</exception>
    public ReadOnlyMemory<float> this[int index] => Values.Slice(index * Dimensions, Dimensions);
}

/// <summary>How much of a text a model has read.</summary>
/// <param name="Tokens">Tokens read, the special ones and the prompt's included.</param>
/// <param name="DroppedTokens">Tokens of the text's end that did not fit and were not read.</param>
public readonly record struct TokenUsage(int Tokens, int DroppedTokens);
