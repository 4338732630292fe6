namespace Lodestone;

/// <summary>One passage, as both encoders see it.</summary>
/// <param name="Index">Its index in the caller's list, from 0.</param>
/// <param name="Text">Its text.</param>
/// <param name="BiEncoder">Its place by the bi-encoder.</param>
/// <param name="CrossEncoder">Its place by the cross-encoder.</param>
public sealed record ComparedPassage(int Index, string Text, BiEncoderPlace BiEncoder, CrossEncoderPlace CrossEncoder)
{
    /// <summary>How many places the cross-encoder moved it up (positive) or down (negative) from the bi-encoder's.</summary>
    public int Moved => BiEncoder.Rank - CrossEncoder.Rank;
}
