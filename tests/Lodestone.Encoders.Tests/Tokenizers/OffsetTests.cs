using System.Text.Json.Nodes;
using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class OffsetTests
{
    // Any UTF-16, halves of surrogate pairs included, and the characters tokenizers treat specially.
    public static Gen<string> AnyText { get; } = Gen.OneOf(
        Gen.Char.Array[0, 40].Select(chars => new string(chars)),
        Gen.OneOf(
            "a", "B", " ", "  ", "\n", "é", "e\u0301", "İ", "ﬁ", "漢", "한", "\u1100\u1161", "👩‍💻", "\uD83D", "\uDE00", "\0", "\u200B",
            "[SEP]", "<mask>", "</s>", "'s", "!", "9", "½", "▁", "\u00AD", "\u0345\u0301\u0327", "\uFFFD", "Ａ", "\r\n").Array[0, 30]
            .Select(string.Concat));

    [Fact]
    public void Encode_AnyText_GivesOffsetsInsideTheTextWithStartsThatNeverDecrease() => AnyText.Sample(text =>
    {
        foreach (var tokenizer in TestTokenizers.All)
        {
            var result = tokenizer.Encode(text);
            Assert.Equal(result.Count, result.Ids.Length);
            Assert.Equal(result.Count, result.Offsets.Length);
            var last = 0;
            foreach (var (start, end) in result.Offsets.Span)
            {
                Assert.True(last <= start && start <= end && end <= text.Length, $"{start}..{end} after {last} in '{text}'");
                last = start;
            }
            Assert.All(result.Ids.ToArray(), id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
        }
    });

    [Fact]
    public void Encode_AsciiWithWordPiece_GivesOffsetsWhoseTextIsTheToken()
    {
        var json = File.ReadAllText(Path.Combine(Fixtures.Model("bge-small-en-v1.5"), "tokenizer.json"));
        var byId = JsonNode.Parse(json)!["model"]!["vocab"]!.AsObject().ToDictionary(token => (int)token.Value!, token => token.Key);
        var pieces = new LawCases();
        Gen.Char[' ', '~'].Array[0, 60].Select(chars => new string(chars)).Sample(text =>
        {
            var result = TestTokenizers.Bert.Encode(text);
            for (var i = 0; i < result.Count; i++)
            {
                var (start, end) = result.Offsets.Span[i];
                var token = byId[result.Ids.Span[i]];
                if (pieces.Count(!token.StartsWith('[')))
                {
                    var expected = token.StartsWith("##", StringComparison.Ordinal) ? token[2..] : token;
                    Assert.Equal(expected, text[start..end].ToLowerInvariant());
                }
            }
        });
        pieces.AssertShare(.5);
    }

    [Fact]
    public void Encode_WordPieceThroughNormalization_PointsToTheOriginalCharacters()
    {
        // The capital with its accents, the ligature that stays one character, the ideograph between two, the pair of surrogates.
        const string Text = "É\u0323a ﬁ漢字\u0007x 👋";
        Assert.Equal([(0, 3), (4, 5), (5, 6), (6, 7), (8, 9), (10, 12)], TestTokenizers.Bert.Ranges(Text));
    }

    [Fact]
    public void Encode_ByteLevelWithTrimmedOffsets_LeavesTheSpacesOut()
    {
        var tokenizer = TestTokenizers.Roberta;
        foreach (var (start, end) in tokenizer.Ranges("one two  three \n four"))
            Assert.DoesNotContain(' ', "one two  three \n four"[start..end]);
        // Four bytes, in however many tokens, are one character.
        Assert.All(tokenizer.Ranges("👋"), range => Assert.Equal((0, 2), range));
    }

    [Fact]
    public void Encode_ByteLevelWithPrefixSpace_CountsItAsPartOfTheFirstCharacter()
    {
        var json = TestTokenizers.Changed("roberta-reranker", json => json["pre_tokenizer"]!["add_prefix_space"] = true);
        var tokenizer = TestTokenizers.FromJson(json);
        Assert.Equal(TestTokenizers.Roberta.Ids(" one two"), tokenizer.Ids("one two"));
        Assert.Equal(0, tokenizer.Ranges("one two")[0].Item1);
        Assert.Equal(7, tokenizer.Ranges("one two")[^1].Item2);
        Assert.Equal(tokenizer.Ids("one two"), tokenizer.Ids(" one two"));
        Assert.Empty(tokenizer.Ids(""));
    }

    [Fact]
    public void Encode_UnigramThroughCharacterMap_PointsToTheOriginalCharacters()
    {
        // Full width, a ligature, an ellipsis that becomes three dots, a no-break space.
        const string Text = "Ａb ﬁn… x\u00A0y";
        var words = TestTokenizers.Xlmr.Ranges(Text);
        Assert.Equal((0, Text.Length), (words[0].Item1, words[^1].Item2));
        Assert.Contains(words, range => range is (6, 6) or (5, 6) or (3, 6) or (6, 7));
    }
}
