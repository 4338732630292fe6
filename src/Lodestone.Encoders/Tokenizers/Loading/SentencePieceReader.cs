using System.Buffers.Binary;
using System.Text;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.Normalizers;
using Lodestone.Encoders.Tokenizers.PostProcessing;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads XLM-RoBERTa's sentencepiece.bpe.model, a protocol buffer of pieces with scores and a character map.</summary>
/// <remarks>
/// The file numbers its pieces from <c>&lt;unk&gt;</c> at 0; the models were trained with fairseq's numbers, which begin with <c>&lt;s&gt;
/// &lt;pad&gt; &lt;/s&gt; &lt;unk&gt;</c>, so every other id is one higher, and <c>&lt;mask&gt;</c> comes last.
/// </remarks>
internal static class SentencePieceReader
{
    private static readonly string[] Fairseq = ["<s>", "<pad>", "</s>", "<unk>"];

    public static TokenizerParts Read(string path, TokenizerSettings settings)
    {
        if (settings.TokenizerClass is { } name && !name.StartsWith("XLMRoberta", StringComparison.Ordinal)
            && name is not ("TokenizersBackend" or "PreTrainedTokenizerFast"))
        {
            throw TokenizerErrors.Unknown(path, "token numbering of", name,
                $"the one of XLMRobertaTokenizer; other models need {TokenizerLoader.JsonFile}");
        }
        var vocabulary = new TokenTable(262144);
        var scores = new List<double>();
        foreach (var token in Fairseq)
        {
            vocabulary.Add(token, scores.Count);
            scores.Add(0);
        }
        ReadOnlySpan<byte> map = default;
        var skipped = 0;
        var message = new ProtoReader(ModelFile.Read(path, ModelFile.MostVocabularyBytes));
        while (message.Next(out var field, out var value))
        {
            // The file's own <unk>, <s> and </s> come first and have fairseq's ids already.
            if (field == 1 && skipped++ >= 3)
                AddPiece(path, vocabulary, scores, value);
            else if (field == 2 && ProtoReader.Find(value, 3, out var kind) && kind != 1)
                throw TokenizerErrors.Unknown(path, "SentencePiece model type", $"{kind}", "1, which is Unigram");
            else if (field == 3)
                map = ProtoReader.FindBytes(value, 2);
        }
        if (scores.Count == Fairseq.Length)
            throw TokenizerErrors.Damaged(path, "no pieces", "a vocabulary");
        vocabulary.Add("<mask>", scores.Count);
        scores.Add(0);

        TemplatePart first = TemplatePart.Special(0), last = TemplatePart.Special(2);
        return new TokenizerParts
        {
            Kind = ModelReader.Unigram,
            SourceFile = Path.GetFileName(path),
            Vocabulary = vocabulary,
            Model = new UnigramModel(vocabulary, [.. scores], 3, byteFallback: false),
            UnknownId = 3,
            Normalizers =
            [
                .. map.IsEmpty ? Array.Empty<TokenizerStep>() : [new PrecompiledStage(map)],
                new ReplaceStage(TextPattern.Expression(" {2,}"), " "),
            ],
            PreTokenizers =
            [
                new ClassSplitter(CharClass.WhiteSpace, SplitBehavior.Removed),
                new MetaspaceStage('\u2581', PrependScheme.Always, split: true),
            ],
            AddedTokens =
            [
                .. Fairseq.Select((token, id) => new AddedToken(id, token, false, false, false, false)),
                // The only token that includes the space before it.
                new AddedToken(scores.Count - 1, "<mask>", false, true, false, false),
            ],
            Template = new InputTemplate(
                [first, TemplatePart.First(), last], [first, TemplatePart.First(), last, last, TemplatePart.Second(0), last]),
        };
    }

    private static void AddPiece(string path, TokenTable vocabulary, List<double> scores, ReadOnlySpan<byte> piece)
    {
        var text = ProtoReader.FindBytes(piece, 1);
        var length = Encoding.UTF8.GetChars(text, vocabulary.Reserve(text.Length));
        TokenizerBounds.Validate(path, length, TokenizerBounds.Token, "characters in a token");
        vocabulary.Commit(length, scores.Count);
        TokenizerBounds.ValidatePlaces(path, vocabulary.Steps, vocabulary.Count);
        var score = ProtoReader.FindBytes(piece, 2);
        scores.Add(score.Length == 4 ? BinaryPrimitives.ReadSingleLittleEndian(score) : 0);
    }
}
