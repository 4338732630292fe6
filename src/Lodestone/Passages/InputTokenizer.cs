using Lodestone.Models;

namespace Lodestone;

/// <summary>How a bi-encoder counts: which tokens a document is for it, and how many it reads.</summary>
/// <param name="Tokenizer">Tokens of a text by itself.</param>
/// <param name="Encode">Token ids of a whole input, the prompt before it included.</param>
/// <param name="MaxTokens">Tokens of an input, special ones included.</param>
internal sealed record InputTokenizer(Tokenizer Tokenizer, Func<string, ReadOnlyMemory<int>> Encode, int MaxTokens)
{
    public int SpecialTokens => Tokenizer.Template.SingleSpecialTokens;

    public static InputTokenizer Of(BiEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new InputTokenizer(encoder.Tokenizer, text => encoder.Tokenize(text, EmbedAs.Document), encoder.MaxTokens);
    }
}
