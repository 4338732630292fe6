namespace Lodestone.Encoders.Tokenizers.Text;

/// <summary>One step between a text and its tokens: a normalizer changes the text, a pre-tokenizer cuts it into pieces.</summary>
/// <remarks>A normalizer sees the text before it has pieces. Steps have no state of a call and are shared by all threads.</remarks>
internal abstract class TokenizerStep
{
    /// <summary>The component's name in tokenizer.json, for error messages.</summary>
    public string? Component { get; set; }

    public abstract void Apply(TokenBuffer buffer);
}

/// <summary>A range of the working text, or an added token already recognised in it.</summary>
/// <param name="Start">The first character in the working text.</param>
/// <param name="End">The position after the last character.</param>
/// <param name="Id">The added token's id, or <see cref="Text"/>.</param>
internal readonly record struct Piece(int Start, int End, int Id)
{
    public const int Text = -1;
}
