using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class WordPieceGoldenTests
{
    public static TheoryData<string> BertModels =>
        ["all-minilm-l6-v2", "bge-small-en-v1.5", "ms-marco-minilm-l12-v2", "ms-marco-minilm-l6-distilled"];

    [Theory]
    [MemberData(nameof(BertModels))]
    public void Encode_PortableTexts_GivesTheReferencesIdsAndOffsets(string model)
    {
        var tokenizer = Tokenizer.Load(Fixtures.Model(model));
        var count = 0;
        foreach (var line in Fixtures.ReadLines(Fixtures.Portable("wordpiece.jsonl")))
        {
            var text = line.Text("text");
            Golden.Equal(text, line.Ids("input_ids"), Golden.Single(tokenizer, text));
            // The first and last stretch are those of the special tokens.
            var offsets = line.GetProperty("offsets").EnumerateArray().Select(o => (o[0].GetInt32(), o[1].GetInt32())).ToArray();
            Assert.Equal(Golden.FromCodePoints(text, offsets[1..^1]), tokenizer.Encode(text).Offsets.ToArray());
            count++;
        }
        Assert.Equal(65, count);
    }

    [Theory]
    [InlineData("ms-marco-minilm-l12-v2")]
    [InlineData("ms-marco-minilm-l6-distilled")]
    public void WritePair_PortablePairs_GivesTheReferencesIdsUnderBothTruncations(string model)
    {
        var tokenizer = Tokenizer.Load(Fixtures.Model(model));
        Assert.Equal(115, CheckPairs(tokenizer, Fixtures.Portable("wordpiece_pairs.jsonl")));
    }

    [Fact]
    public void WritePair_SharedPairs_GivesTheReferencesIdsUnderBothTruncations()
    {
        var pairs = Repository.Shared("fixtures", "tokenizers", "golden_pairs.jsonl");
        Assert.Equal(415, CheckPairs(Tokenizer.Load(Repository.Shared("fixtures", "tokenizers")), pairs));
    }

    [Fact]
    public void Encode_SharedTextsInTwelveLanguages_GivesTheReferencesIds()
    {
        var tokenizer = Tokenizer.Load(Repository.Shared("fixtures", "tokenizers"));
        var count = 0;
        foreach (var line in Fixtures.ReadLines(Repository.Shared("fixtures", "tokenizers", "golden_bert_base_uncased.jsonl.gz")))
        {
            Golden.Equal(line.Text("text"), line.Ids("ids"), tokenizer.Encode(line.Text("text")).Ids.Span);
            count++;
        }
        Assert.Equal(3115, count);
    }

    [Fact]
    public void Encode_TextsOnWhichReferencesDisagree_FollowsHuggingFace()
    {
        var tokenizer = Tokenizer.Load(Repository.Shared("fixtures", "tokenizers"));
        var lines = Fixtures.ReadLines(Repository.Shared("fixtures", "tokenizers", "golden_disagreements.jsonl")).ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Golden.Equal(line.Text("text"), line.Ids("hf_port_ids"), tokenizer.Encode(line.Text("text")).Ids.Span));
    }

    private static int CheckPairs(Tokenizer tokenizer, string path)
    {
        var count = 0;
        foreach (var line in Fixtures.ReadLines(path))
        {
            var longestFirst = line.Text("truncation") == "longest_first";
            Assert.True(longestFirst || line.Text("truncation") == "only_second");
            var name = line.Text("first") + "' + '" + line.Text("second");
            var (ids, typeIds) = Golden.Pair(
                tokenizer, line.Text("first"), line.Text("second"), line.GetProperty("max_length").GetInt32(), longestFirst);
            Golden.Equal(name, line.Ids("input_ids"), ids);
            Golden.Equal(name, line.Ids("token_type_ids"), typeIds);
            count++;
        }
        return count;
    }
}
