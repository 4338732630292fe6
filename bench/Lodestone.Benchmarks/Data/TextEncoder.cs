using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Converts texts and pairs to ids, for the systems that take ids, truncated as the library under test truncates them.</summary>
internal sealed class TextEncoder(string modelFolder, int maxTokens)
{
    private readonly Tokenizer _tokenizer = Tokenizer.Load(modelFolder);
    private readonly long[] _ids = new long[maxTokens];
    private readonly long[] _typeIds = new long[maxTokens];

    /// <summary>A single text with its special tokens.</summary>
    public EncodedText Single(string text)
    {
        var ids = _tokenizer.Encode(text).Ids.Span;
        return Take(_tokenizer.Template.WriteSingle(ids[..Math.Min(ids.Length, maxTokens - 2)], _ids, _typeIds));
    }

    /// <summary>A query with each of its passages; only passages are truncated.</summary>
    public EncodedText[] Pairs(string query, IReadOnlyList<string> passages)
    {
        var first = _tokenizer.Encode(query).Ids;
        return [.. passages.Select(passage => Pair(first.Span, _tokenizer.Encode(passage).Ids.Span))];
    }

    private EncodedText Pair(ReadOnlySpan<int> query, ReadOnlySpan<int> passage) =>
        Take(_tokenizer.Template.WritePair(query, passage[..Math.Min(passage.Length, maxTokens - 3 - query.Length)], _ids, _typeIds));

    private EncodedText Take(int length) => new(_ids[..length], _typeIds[..length]);
}
