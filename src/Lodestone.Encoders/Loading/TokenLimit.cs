using System.Globalization;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.PostProcessing;

namespace Lodestone.Encoders.Loading;

/// <summary>The maximum number of tokens of one run, special tokens included.</summary>
internal static class TokenLimit
{
    /// <summary>An upper bound on the accepted limit, because buffers are allocated for it.</summary>
    private const int Most = 131_072;

    // These number their positions from pad_token_id + 1, so that many of max_position_embeddings are never used.
    private static readonly string[] PositionsAfterPadding =
        ["roberta", "xlm-roberta", "camembert", "xlm-roberta-xl", "mpnet", "longformer", "data2vec-text", "roberta-prelayernorm"];

    /// <summary>Determines the limit from a folder's files.</summary>
    /// <param name="folder">The folder, which records the decision.</param>
    /// <param name="tokenizerLimit">tokenizer_config.json's model_max_length; null when it has none.</param>
    public static int Decide(ModelFolder folder, int? tokenizerLimit)
    {
        var positions = Positions(folder);
        var (limit, why) = FromFiles(positions, tokenizerLimit, folder.SentenceBert);
        if (positions is { } most && limit > most)
            (limit, why) = (most, "config.json's max_position_embeddings, which is less than the tokenizer's limit");
        folder.Note("max tokens", limit.ToString(CultureInfo.InvariantCulture), why);
        return limit;
    }

    /// <summary>Validates the limit that a caller asked for, which may be lower than the model's own.</summary>
    public static int Lower(ModelFolder folder, int limit, int asked, InputTemplate template)
    {
        var least = template.PairSpecialTokens + 2;
        if (asked > limit || asked < least)
        {
            throw new InvalidRangeException("MaxTokens", asked, FormattableString.Invariant(
                $"{least} (the special tokens and a word of each text) to {limit}, which model '{folder.Name}' reads"));
        }

        folder.Note("max tokens", asked.ToString(CultureInfo.InvariantCulture), "set by the caller");
        return asked;
    }

    private static (int Limit, string Why) FromFiles(int? positions, int? tokenizerLimit, JsonFile sentenceBert)
    {
        if (sentenceBert.Number("max_seq_length") is { } length and > 0 and <= Most)
            return (length, "sentence_bert_config.json's max_seq_length");
        return (positions, tokenizerLimit) switch
        {
            ({ } model, { } words) when words <= model => (words, "tokenizer_config.json's model_max_length"),
            ({ } model, _) => (model, "config.json's max_position_embeddings"),
            (null, { } words) => (Math.Min(words, Most), "tokenizer_config.json's model_max_length"),
            _ => (512, "no file has a limit; 512 is the default"),
        };
    }

    private static int? Positions(ModelFolder folder)
    {
        if (folder.Config.Number("max_position_embeddings") is not { } positions || positions <= 0)
            return null;
        if (PositionsAfterPadding.Contains(folder.ModelType))
            positions -= (folder.Config.Number("pad_token_id") ?? 1) + 1;
        return Math.Min(positions, Most);
    }
}
