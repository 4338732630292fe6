using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Models;

/// <summary>The last step: turns a piece into tokens of the vocabulary.</summary>
internal abstract class TokenModel
{
    /// <summary>Emits the tokens of the buffer's characters <paramref name="start"/> to <paramref name="end"/>, at least one.</summary>
    public abstract void Tokenize(TokenBuffer buffer, int start, int end);
}
