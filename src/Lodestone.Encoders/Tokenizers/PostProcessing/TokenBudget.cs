namespace Lodestone.Encoders.Tokenizers.PostProcessing;

/// <summary>How many tokens of each text of a pair stay, by the rules of Hugging Face tokenizers.</summary>
internal static class TokenBudget
{
    /// <summary>Shares <paramref name="room"/> tokens between two texts.</summary>
    /// <param name="first">Tokens of the first text (the query).</param>
    /// <param name="second">Tokens of the second text (the passage).</param>
    /// <param name="room">Tokens available for both, special tokens already taken off.</param>
    /// <param name="truncation">Which text gives way.</param>
    /// <returns>
    /// How many tokens of each stay. With <see cref="PairTruncation.PassageOnly"/> the first is never cut; when it alone does not fit,
    /// <c>Second</c> is negative, by as many tokens as are missing, and the caller has to refuse the pair. A <c>Second</c> of 0 means that
    /// nothing of the passage is left, which Hugging Face refuses and this method leaves to its caller.
    /// </returns>
    public static (int First, int Second) FitPair(int first, int second, int room, PairTruncation truncation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(second);
        ArgumentOutOfRangeException.ThrowIfNegative(room);
        if ((long)first + second <= room)
            return (first, second);
        if (truncation == PairTruncation.PassageOnly)
            return (first, room - first);

        // The shorter text is safe as long as it needs at most half of the room. Beyond that both get half,
        // and the odd token goes to the text that was longer, the second one when they were equal.
        int shorter = Math.Min(first, second), half = room / 2;
        var (small, large) = shorter <= half ? (shorter, room - shorter) : (half, room - half);
        return first > second ? (large, small) : (small, large);
    }
}
