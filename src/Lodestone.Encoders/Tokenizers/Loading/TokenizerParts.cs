using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.PostProcessing;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>The parts of a tokenizer, read from a vocabulary file of any format.</summary>
internal sealed class TokenizerParts
{
    public required string Kind { get; init; }

    public required string SourceFile { get; init; }

    public required TokenTable Vocabulary { get; init; }

    public required TokenModel Model { get; init; }

    public required InputTemplate Template { get; init; }

    public TokenizerStep[] Normalizers { get; init; } = [];

    public TokenizerStep[] PreTokenizers { get; init; } = [];

    public AddedToken[] AddedTokens { get; init; } = [];

    public OffsetTrim Trim { get; init; }

    public int? UnknownId { get; init; }

    public bool TruncatesLeft { get; init; }

    /// <summary>The id of a special token: the configured one or, by default, the first customary one in the vocabulary.</summary>
    public int? FindSpecial(string? configured, params ReadOnlySpan<string> customary)
    {
        if (configured != null)
            return Find(configured);
        foreach (var text in customary)
        {
            if (Find(text) is { } id)
                return id;
        }
        return null;
    }

    public int? Find(string text)
    {
        foreach (var token in AddedTokens)
        {
            if (token.Content == text)
                return token.Id;
        }
        var id = Vocabulary.Find(text);
        return id == TokenTable.Missing ? null : id;
    }
}
