using System.Text;
using CsCheck;
using Lodestone.Encoders.Tokenizers.Loading;
using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tests.Tokenizers;

/// <summary>The model stages against the plainest way to say what they compute.</summary>
public sealed class ModelPropertyTests
{
    // Pieces of a small alphabet with scores, so that there are many ways to write a text, and ties.
    private static readonly (string Text, double Score)[] Pieces =
    [
        ("?", 0), ("a", -2), ("b", -2.5), ("ab", -3), ("ba", -3), ("aba", -4), ("bb", -5), ("aab", -4.5), ("abab", -6), ("é", -3),
        ("aé", -4), ("👋", -3),
    ];

    [Fact]
    public void Unigram_AnyText_HasTheHighestScoreOfAllWaysToWriteIt()
    {
        var vocabulary = new TokenTable();
        for (var id = 0; id < Pieces.Length; id++)
            vocabulary.Add(Pieces[id].Text, id);
        var model = new UnigramModel(vocabulary, [.. Pieces.Select(p => p.Score)], 0, byteFallback: false);
        Gen.OneOf("a", "b", "é", "👋", "x").Array[1, 9].Select(string.Concat).Sample(text =>
        {
            var (ids, offsets) = Run(model, text);
            var score = 0.0;
            for (var i = 0; i < ids.Length; i++)
            {
                var part = text[offsets[i].Start..offsets[i].End];
                score += ids[i] == 0 ? -16 * part.Length : Pieces[ids[i]].Score;
                Assert.True(ids[i] == 0 ? part.All(c => c == 'x') : part == Pieces[ids[i]].Text);
            }
            Assert.Equal(Best(text), score, 9);
            Assert.DoesNotContain(ids.Zip(ids.Skip(1)), pair => pair is (0, 0));
        });
    }

    [Fact]
    public void ByteBpe_AnyText_MergesTheFirstLearnedPairLeftmostFirst()
    {
        var merges = new (string Left, string Right)[]
        {
            ("a", "b"), ("b", "c"), ("ab", "c"), ("a", "bc"), ("c", "c"), ("cc", "cc"), ("a", "a"), ("abc", "a"), ("Ã", "©"),
            ("bc", "ab"),
        };
        var vocabulary = new TokenTable();
        var texts = new List<string>();
        var bytes = Enumerable.Range(0, 256).Select(b => $"{ByteAlphabet.Of((byte)b)}");
        foreach (var text in bytes.Concat(merges.Select(m => m.Left + m.Right)).Distinct())
        {
            vocabulary.Add(text, texts.Count);
            texts.Add(text);
        }
        var builder = new MergeBuilder("test", vocabulary);
        foreach (var (left, right) in merges)
            builder.AddLine(left + " " + right);
        var model = new ByteBpeModel(vocabulary, builder.Merges, null, ignoreMerges: false);

        Gen.OneOf("a", "b", "c", "é", "👋").Array[1, 40].Select(string.Concat).Sample(text =>
        {
            var symbols = Encoding.UTF8.GetBytes(text).Select(b => $"{ByteAlphabet.Of(b)}").ToList();
            while (NextMerge(symbols, merges) is { } at)
            {
                symbols[at] += symbols[at + 1];
                symbols.RemoveAt(at + 1);
            }
            Assert.Equal(symbols, Run(model, text).Ids.Select(id => texts[id]));
        });
    }

    [Fact]
    public void ByteLevel_AnyText_CutsWhereGpt2sExpressionMatches()
    {
        var expression = new System.Text.RegularExpressions.Regex(
            @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+");
        var part = Gen.OneOf(
            "a", "É", "漢", "9", "²", " ", "  ", "\n", "\t", "\u00A0", "\u0085", "'", "'s", "'ll", "'re", "!", "_", "\u0301", "\u200B", "-");
        part.Array[1, 16].Select(string.Concat).Sample(text =>
        {
            var buffer = new TokenBuffer();
            buffer.Load(text, 0);
            buffer.BeginPieces();
            buffer.AddPiece(0, text.Length);
            buffer.EndPieces();
            new ByteLevelStage(addPrefixSpace: false, usePattern: true).Apply(buffer);
            Assert.Equal(expression.Matches(text).Select(m => m.Value), buffer.Pieces.ToArray().Select(p => text[p.Start..p.End]));
        });
    }

    private static int? NextMerge(List<string> symbols, (string, string)[] merges) => Enumerable.Range(0, symbols.Count - 1)
        .Select(i => (Rank: Array.IndexOf(merges, (symbols[i], symbols[i + 1])), i))
        .Where(candidate => candidate.Rank >= 0).Order().Select(candidate => (int?)candidate.i).FirstOrDefault();

    // Of all ways to write the text: piece by piece, or a character the pieces lack at ten below the worst of them.
    private static double Best(string text) => text.Length == 0
        ? 0
        : Pieces.Skip(1).Where(piece => text.StartsWith(piece.Text, StringComparison.Ordinal))
            .Select(piece => piece.Score + Best(text[piece.Text.Length..]))
            .Concat(text[0] == 'x' ? [-16 + Best(text[1..])] : []).Max();

    private static (int[] Ids, TextRange[] Offsets) Run(TokenModel model, string text)
    {
        var buffer = new TokenBuffer();
        buffer.Load(text, 0);
        model.Tokenize(buffer, 0, text.Length);
        var result = buffer.ToResult();
        return (result.Ids.ToArray(), result.Offsets.ToArray());
    }
}
