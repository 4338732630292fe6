using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class TokenizerRefusalTests
{
    [Theory]
    [InlineData("normalizer", "Nmt", "NFKC")]
    [InlineData("preTokenizer", "UnicodeScripts", "Metaspace")]
    [InlineData("postProcessor", "Odd", "RobertaProcessing")]
    [InlineData("model", "WordLevel", "Unigram")]
    public void Load_UnknownComponent_NamesItAndTheKnownOnes(string place, string type, string known)
    {
        var part = $$"""{"type":"{{type}}","vocab":{"a":0} }""";
        var json = place switch
        {
            "normalizer" => TestTokenizers.Json(normalizer: part),
            "preTokenizer" => TestTokenizers.Json(preTokenizer: $$"""{"type":"Sequence","pretokenizers":[{{part}}]}"""),
            "postProcessor" => TestTokenizers.Json(postProcessor: part),
            _ => TestTokenizers.Json(model: part),
        };
        var error = Assert.Throws<ModelLoadException>(() => TestTokenizers.FromJson(json));
        Assert.Equal(ErrorCodes.TokenizerUnsupported, error.Code);
        Assert.Contains($"'{type}", error.Message, StringComparison.Ordinal);
        Assert.Contains(known, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"Split","pattern":{"Regex":"a++(?<n"},"behavior":"Isolated"}""")]
    [InlineData("""{"type":"Split","pattern":{"String":"a"},"behavior":"Odd"}""")]
    [InlineData("""{"type":"Metaspace","replacement":"_","prepend_scheme":"odd"}""")]
    [InlineData("""{"type":"Metaspace","replacement":"ab"}""")]
    [InlineData("""{"type":"ByteLevel"}""")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Digits"}]}""")]
    public void Load_PreTokenizerThatCannotBeFollowed_Throws(string preTokenizer) =>
        Assert.Throws<ModelLoadException>(() => TestTokenizers.FromJson(TestTokenizers.Json(preTokenizer: preTokenizer)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"model":null}""")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":[]}}""")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"a":-1}}}""")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"a":0}}}""")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"a":"0"}}}""")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"[UNK]":99999999999}}}""")]
    [InlineData("""{"model":{"type":"Unigram","unk_id":7,"vocab":[["a",0.5]]}}""")]
    [InlineData("""{"model":{"type":"Unigram","unk_id":0,"vocab":[["a"]]}}""")]
    [InlineData("""{"model":{"type":"Unigram","unk_id":0,"vocab":{}}}""")]
    [InlineData("""{"normalizer":{},"model":{"vocab":{"[UNK]":0}}}""")]
    [InlineData("""{"normalizer":{"type":"Precompiled","precompiled_charsmap":"AAAA"},"model":{"vocab":{"[UNK]":0}}}""")]
    [InlineData("""{"normalizer":{"type":"Precompiled","precompiled_charsmap":"!"},"model":{"vocab":{"[UNK]":0}}}""")]
    [InlineData("""{"pre_tokenizer":{"type":"ByteLevel"},"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]}}""")]
    [InlineData("""{"pre_tokenizer":{"type":"ByteLevel"},"model":{"type":"BPE","vocab":{"a":0},"merges":["a"]}}""")]
    [InlineData("""{"pre_tokenizer":{"type":"ByteLevel"},"model":{"type":"BPE","vocab":{"a":0},"merges":[["a"]]}}""")]
    [InlineData("""{"pre_tokenizer":{"type":"ByteLevel"},"model":{"type":"BPE","vocab":{"a":0},"merges":[],"end_of_word_suffix":"x"}}""")]
    [InlineData("""{"post_processor":{"type":"BertProcessing","cls":[],"sep":[]},"model":{"vocab":{"[UNK]":0}}}""")]
    [InlineData("""{"added_tokens":[{"id":1}],"model":{"vocab":{"[UNK]":0}}}""")]
    public void Load_DamagedFile_Throws(string json)
    {
        var error = Assert.Throws<ModelLoadException>(() => TestTokenizers.FromJson(json));
        Assert.Contains("tokenizer.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bert-reranker")]
    [InlineData("roberta-reranker")]
    [InlineData("xlmr-reranker")]
    public void Load_FileCutShortAnywhere_Throws(string model)
    {
        var json = File.ReadAllText(Path.Combine(Fixtures.TinyModel(model), "tokenizer.json"));
        for (var length = 0; length < json.Length - 2; length += 1 + (json.Length / 97))
            Assert.Throws<ModelLoadException>(() => TestTokenizers.FromJson(json[..length]));
    }

    [Fact]
    public void Load_SentencePieceModelCutShort_Throws()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Fixtures.TinyModel("xlmr-reranker"), "sentencepiece.bpe.model"));
        using var folder = new TemporaryFolder();
        // A cut between two pieces is a valid message with fewer pieces; one within the character map is not.
        folder.Write("sentencepiece.bpe.model", bytes[..^1000]);
        Assert.Throws<ModelLoadException>(() => Tokenizer.Load(folder.Path));
        folder.Write("sentencepiece.bpe.model", []);
        Assert.Throws<ModelLoadException>(() => Tokenizer.Load(folder.Path));
    }

    [Fact]
    public void Load_FolderWithoutVocabulary_NamesWhatIsRead()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<ModelLoadException>(() => Tokenizer.Load(folder.Path));
        Assert.Equal(ErrorCodes.ModelFileMissing, error.Code);
        Assert.Contains(
            "tokenizer.json, sentencepiece.bpe.model, vocab.txt, or vocab.json with merges.txt", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_VocabularyWithoutMerges_Throws()
    {
        using var folder = new TemporaryFolder();
        folder.Write("vocab.json", """{"<s>":0}""");
        Assert.Throws<ModelLoadException>(() => Tokenizer.Load(folder.Path));
    }

    [Fact]
    public void Load_DamagedConfiguration_NamesThatFile()
    {
        var error = Assert.Throws<ModelLoadException>(() => TestTokenizers.FromJson(TestTokenizers.Json(), "{"));
        Assert.Equal(ErrorCodes.ModelFileMalformed, error.Code);
        Assert.Contains("tokenizer_config.json", error.Message, StringComparison.Ordinal);
    }
}
