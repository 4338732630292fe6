namespace Lodestone.Encoders;

/// <summary>A text as the token ids of a model's vocabulary.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
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

    /// <summary>For each token, the stretch of the original string it came from.</summary>
    /// <remarks>
    /// Starts never decrease. Tokens that came from one character (the bytes of an emoji, a ligature taken apart) share its stretch, so
    /// stretches may repeat; characters the model drops (white space, control characters) belong to none.
    /// </remarks>
    public ReadOnlyMemory<TextRange> Offsets => _offsets;

    /// <summary>Number of tokens.</summary>
    public int Count => _ids.Length;
}
