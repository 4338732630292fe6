using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.Models;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Converts written merges to ids of a vocabulary.</summary>
internal sealed class MergeBuilder(string path, TokenTable vocabulary)
{
    private int _rank;
    private char[] _joined = new char[256];

    public MergeTable Merges { get; } = new(32768);

    /// <summary>Adds a merge written as two tokens with a space between them.</summary>
    public void AddLine(ReadOnlySpan<char> line)
    {
        var space = line.IndexOf(' ');
        if (space < 0)
            throw TokenizerErrors.Damaged(path, $"the merge '{line}'", "two tokens with a space between them");
        Add(line, space, space + 1);
    }

    /// <summary>Adds a merge of a text's first characters and its last ones.</summary>
    public void Add(ReadOnlySpan<char> text, int leftEnd, int rightStart)
    {
        ReadOnlySpan<char> left = text[..leftEnd], right = text[rightStart..];
        if (_joined.Length < text.Length)
            _joined = new char[text.Length];
        left.CopyTo(_joined);
        right.CopyTo(_joined.AsSpan(leftEnd));
        Merges.Add(Find(left), Find(right), _rank++, Find(_joined.AsSpan(0, left.Length + right.Length)));
    }

    private int Find(ReadOnlySpan<char> token)
    {
        var id = vocabulary.Find(token);
        return id != TokenTable.Missing
            ? id
            : throw TokenizerErrors.Damaged(path, $"a merge with '{token}', which is not in the vocabulary", "merges of tokens it has");
    }
}
