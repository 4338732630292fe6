using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.Normalizers;
using Lodestone.Encoders.Tokenizers.PostProcessing;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads BERT's vocab.txt, which has one token per line; a token's id is its line number, from 0.</summary>
internal static class WordListReader
{
    public static TokenizerParts Read(string path, TokenizerSettings settings)
    {
        ModelFile.Validate(path, ModelFile.MostVocabularyBytes);
        var vocabulary = new TokenTable(32768);
        var id = 0;
        foreach (var line in File.ReadLines(path))
        {
            vocabulary.Add(line.AsSpan().TrimEnd(), id++);
            TokenizerBounds.ValidatePlaces(path, vocabulary.Steps, vocabulary.Count);
        }

        // transformers adds the five special tokens to every vocabulary of this kind, whatever tokenizer_config.json has for others.
        string unknown = settings.UnkToken ?? "[UNK]", cls = settings.ClsToken ?? "[CLS]", sep = settings.SepToken ?? "[SEP]";
        string[] special = [settings.PadToken ?? "[PAD]", unknown, cls, sep, settings.MaskToken ?? "[MASK]"];
        int Find(string token) => vocabulary.Find(token) is var found and not TokenTable.Missing
            ? found
            : throw TokenizerErrors.Damaged(path, $"no token '{token}'", "the special tokens, each on a line of its own");

        var lowercase = settings.LowerCase ?? true;
        TemplatePart first = TemplatePart.Special(Find(cls)), last = TemplatePart.Special(Find(sep));
        return new TokenizerParts
        {
            Kind = ModelReader.WordPiece,
            SourceFile = Path.GetFileName(path),
            Vocabulary = vocabulary,
            Model = new WordPieceModel(vocabulary, Find(unknown), "##", 100),
            UnknownId = Find(unknown),
            Normalizers = [new BertNormalizer(true, settings.SeparateIdeographs ?? true, settings.StripAccents ?? lowercase, lowercase)],
            PreTokenizers = [new BertPreTokenizer()],
            AddedTokens = [.. special.Where(t => vocabulary.Find(t) != TokenTable.Missing)
                .Select(t => new AddedToken(vocabulary.Find(t), t, false, false, false, false))],
            Template = new InputTemplate(
                [first, TemplatePart.First(), last],
                [first, TemplatePart.First(), last, TemplatePart.Second(1), last with { TypeId = 1 }]),
        };
    }
}
