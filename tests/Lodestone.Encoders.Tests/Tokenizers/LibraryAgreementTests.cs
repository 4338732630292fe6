using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.ML.Tokenizers;

namespace Lodestone.Encoders.Tests.Tokenizers;

/// <summary>A second witness: Microsoft.ML.Tokenizers, in the two places where it gives the reference's ids.</summary>
public sealed class LibraryAgreementTests
{
    [Fact]
    public void Encode_ByteLevelBpe_GivesTheLibrarysIds()
    {
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.TinyModel("roberta-reranker"), "tokenizer.json")))!["model"]!;
        var library = BpeTokenizer.Create(
            new BpeOptions(model["vocab"]!.AsObject().Select(token => KeyValuePair.Create(token.Key, (int)token.Value!)))
            {
                Merges = model["merges"]!.AsArray().Select(merge => merge is JsonArray pair ? $"{pair[0]} {pair[1]}" : $"{merge}"),
                ByteLevel = true,
                PreTokenizer = RobertaPreTokenizer.Instance,
            });
        Texts.Sample(text => Assert.Equal(library.EncodeToIds(text), TestTokenizers.Roberta.Ids(text)));
    }

    [Fact]
    public void Encode_WordPieceOfPlainWords_GivesTheLibrarysIds()
    {
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Model("bge-small-en-v1.5"), "tokenizer.json")))!["model"]!;
        var lines = string.Join('\n', model["vocab"]!.AsObject().OrderBy(token => (int)token.Value!).Select(token => token.Key));
        using var vocabulary = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(lines));
        var library = WordPieceTokenizer.Create(vocabulary, new WordPieceOptions { UnknownToken = "[UNK]" });
        Gen.Char['a', 'z'].Array[1, 12].Select(word => new string(word)).Array[0, 8].Select(words => string.Join(' ', words))
            .Sample(text => Assert.Equal(library.EncodeToIds(text), TestTokenizers.Bert.Ids(text)));
    }

    private static Gen<string> Texts => Gen.OneOf(
        "word", " the", "Über", "漢字", "👋", " ", "\n", "9", "'s", "!?", "\u0301", "x", "\u00A0", "don't")
        .Array[0, 20].Select(string.Concat);
}
