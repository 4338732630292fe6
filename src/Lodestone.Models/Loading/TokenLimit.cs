namespace Lodestone.Models;

/// <summary>How many tokens a model reads at once, special tokens included.</summary>
internal static class TokenLimit
{
    /// <summary>An upper bound on what is believed: buffers are allocated for it.</summary>
    private const int Most = 131_072;

    // These number their positions from pad_token_id + 1, so that many of max_position_embeddings are never used.
    private static readonly string[] PositionsAfterPadding =
        ["roberta", "xlm-roberta", "camembert", "xlm-roberta-xl", "mpnet", "longformer", "data2vec-text", "roberta-prelayernorm"];

    public static int Decide(ModelFolder folder, Tokenizer tokenizer, JsonFile sentenceBert, int? asked)
    {
        var positions = Positions(folder);
        var (limit, why) = FromFiles(positions, tokenizer, sentenceBert);
        if (positions is { } most && limit > most)
            (limit, why) = (most, "config.json's max_position_embeddings, which is less than the tokenizer's limit");
        if (asked is { } wanted)
        {
            var least = tokenizer.Template.PairSpecialTokens + 2;
            if (wanted < least)
            {
                throw new ArgumentException(
                    $"{wanted} tokens were asked for; model '{folder.Name}' needs {least} or more for its special tokens and a word " +
                    "of each text.",
                    nameof(asked));
            }

            if (wanted > limit)
            {
                throw new ArgumentException(
                    $"{wanted} tokens were asked for; model '{folder.Name}' reads at most {limit} ({why}). Ask for {limit} or fewer.",
                    nameof(asked));
            }

            (limit, why) = (wanted, "asked for by the caller");
        }

        folder.Note("max tokens", limit.ToString(System.Globalization.CultureInfo.InvariantCulture), why);
        return limit;
    }

    private static (int Limit, string Why) FromFiles(int? positions, Tokenizer tokenizer, JsonFile sentenceBert)
    {
        if (sentenceBert.Number("max_seq_length") is { } length and > 0 and <= Most)
            return (length, "sentence_bert_config.json's max_seq_length");
        return (positions, tokenizer.ModelMaxLength) switch
        {
            ({ } model, { } words) when words <= model => (words, "tokenizer_config.json's model_max_length"),
            ({ } model, _) => (model, "config.json's max_position_embeddings"),
            (null, { } words) => (Math.Min(words, Most), "tokenizer_config.json's model_max_length"),
            _ => (512, "no file says; 512 is the custom"),
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
