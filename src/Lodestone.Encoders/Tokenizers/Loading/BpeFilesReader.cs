using System.Text.Json;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.PostProcessing;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads RoBERTa's vocab.json and merges.txt.</summary>
internal static class BpeFilesReader
{
    public static TokenizerParts Read(string path, string mergesPath, TokenizerSettings settings)
    {
        if (!File.Exists(mergesPath))
            throw TokenizerErrors.Damaged(path, "no merges.txt beside it", "both files");
        var json = ModelFile.Read(path, ModelFile.MostVocabularyBytes);
        var vocabulary = VocabularyReader.ReadIds(path, new Utf8JsonReader(json));
        ModelFile.Validate(mergesPath, ModelFile.MostVocabularyBytes);
        var merges = new MergeBuilder(mergesPath, vocabulary);
        foreach (var line in File.ReadLines(mergesPath))
        {
            if (line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal))
                merges.AddLine(line);
        }

        string cls = settings.ClsToken ?? settings.BosToken ?? "<s>", sep = settings.SepToken ?? settings.EosToken ?? "</s>";
        string mask = settings.MaskToken ?? "<mask>";
        string[] special = [cls, sep, settings.PadToken ?? "<pad>", settings.UnkToken ?? "<unk>", mask];
        int Find(string token) => vocabulary.Find(token) is var id and not TokenTable.Missing
            ? id
            : throw TokenizerErrors.Damaged(path, $"no token '{token}'", "RoBERTa's special tokens");

        TemplatePart first = TemplatePart.Special(Find(cls)), last = TemplatePart.Special(Find(sep));
        var prefix = settings.AddPrefixSpace ?? false;
        return new TokenizerParts
        {
            Kind = ModelReader.ByteLevelBpe,
            SourceFile = Path.GetFileName(path),
            Vocabulary = vocabulary,
            Model = new ByteBpeModel(vocabulary, merges.Merges, null, ignoreMerges: false),
            PreTokenizers = [new ByteLevelStage(prefix, usePattern: true)],
            // RoBERTa's mask takes the space before it.
            AddedTokens = [.. special.Distinct().Where(t => vocabulary.Find(t) != TokenTable.Missing)
                .Select(t => new AddedToken(vocabulary.Find(t), t, false, t == mask, false, false))],
            Template = new InputTemplate(
                [first, TemplatePart.First(), last], [first, TemplatePart.First(), last, last, TemplatePart.Second(0), last]),
            Trim = prefix ? OffsetTrim.SpacesAfterAddedPrefix : OffsetTrim.Spaces,
        };
    }
}
