using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class TinyModelTokenizerTests
{
    // Ten families of models as the reference tokenized them, at 64 tokens, longest first.
    private const int Limit = 64;

    public static TheoryData<string> Models => [.. Fixtures.TinyModels];

    [Theory]
    [MemberData(nameof(Models))]
    public void Encode_PortableTexts_GivesTheReferencesIds(string model) =>
        Assert.True(Check(model, Fixtures.Portable("tiny-models", model + ".jsonl")) >= 33);

    [Theory]
    [MemberData(nameof(Models))]
    public void Encode_SharedTexts_GivesTheReferencesIds(string model) =>
        Assert.True(Check(model, Repository.Shared("fixtures", "tiny-models", model, "golden.jsonl")) >= 68);

    [Theory]
    [InlineData("xlmr-mean-e5")]
    [InlineData("xlmr-reranker")]
    public void Load_SentencePieceModelAlone_GivesTheSameIds(string model)
    {
        using var folder = new TemporaryFolder();
        folder.Copy(Fixtures.TinyModel(model), "sentencepiece.bpe.model", "tokenizer_config.json");
        var tokenizer = Tokenizer.Load(folder.Path);
        Assert.Equal(("Unigram", "sentencepiece.bpe.model"), (tokenizer.Kind, tokenizer.SourceFile));
        Assert.Equal(Tokenizer.Load(Fixtures.TinyModel(model)).VocabularySize, tokenizer.VocabularySize);
        Assert.True(Check(tokenizer, Fixtures.Portable("tiny-models", model + ".jsonl")) >= 33);
    }

    private static int Check(string model, string path) => Check(Tokenizer.Load(Fixtures.TinyModel(model)), path);

    private static int Check(Tokenizer tokenizer, string path)
    {
        var count = 0;
        foreach (var line in Fixtures.ReadLines(path))
        {
            count++;
            if (line.TryGetProperty("query", out var query))
                CheckPair(tokenizer, line, query.GetString()!, line.Text("passage"));
            else if (line.TryGetProperty("input_ids", out _))
                Golden.Equal(line.Text("text"), line.Ids("input_ids"), Golden.Single(tokenizer, line.Text("text"), Limit));
        }
        return count;
    }

    private static void CheckPair(Tokenizer tokenizer, JsonElement line, string query, string passage)
    {
        var (ids, typeIds) = Golden.Pair(tokenizer, query, passage, Limit, longestFirst: true);
        Golden.Equal(query + "' + '" + passage, line.Ids("input_ids"), ids);
        // Null where the model takes no segment ids.
        if (line.GetProperty("token_type_ids").ValueKind == JsonValueKind.Array)
            Golden.Equal(query + "' + '" + passage, line.Ids("token_type_ids"), typeIds);
    }
}
