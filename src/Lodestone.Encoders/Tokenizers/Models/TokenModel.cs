using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Models;

/// <summary>The last step: splits a piece into tokens of the vocabulary.</summary>
internal abstract class TokenModel
{
    /// <summary>Emits one or more tokens for the buffer's characters <paramref name="start"/> to <paramref name="end"/>.</summary>
    public abstract void Tokenize(TokenBuffer buffer, int start, int end);
}
