namespace Lodestone.Models;

/// <summary>One step between a text and its tokens: a normalizer changes the text, a pre-tokenizer cuts it into pieces.</summary>
/// <remarks>A normalizer sees the text before it has pieces. Stages hold no state of a call and are shared by all threads.</remarks>
internal abstract class TextStage
{
    public abstract void Apply(TokenBuffer buffer);
}

/// <summary>The last step: turns a piece into tokens of the vocabulary.</summary>
internal abstract class TokenModel
{
    /// <summary>Emits the tokens of the buffer's characters <paramref name="start"/> to <paramref name="end"/>; never an empty piece.</summary>
    public abstract void Tokenize(TokenBuffer buffer, int start, int end);
}
