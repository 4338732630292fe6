namespace Lodestone.Encoders;

/// <summary>A text as the token ids of a model's vocabulary.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TokenizedText
{
    private readonly int[] _ids;
    private readonly TextRange[] _offsets;

    internal TokenizedText(int[] ids, TextRange[] offsets)
    {
        _ids = ids;
        _offsets = offsets;
    }

    /// <summary>Token ids in reading order, without special tokens and not truncated.</summary>
    public ReadOnlyMemory<int> Ids => _ids;

    /// <summary>For each token, its range in the original string.</summary>
    /// <remarks>
    /// Starts never decrease. Tokens from one character (the bytes of an emoji, a decomposed ligature) share its range, so ranges may
    /// repeat; characters that the model drops (white space, control characters) are in no range.
    /// </remarks>
    public ReadOnlyMemory<TextRange> Offsets => _offsets;

    /// <summary>The number of tokens.</summary>
    public int Count => _ids.Length;
}
