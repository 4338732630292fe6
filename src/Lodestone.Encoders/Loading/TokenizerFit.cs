using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Loading;

/// <summary>Checks that a folder's tokenizer is the one its model was trained with, as far as the files show.</summary>
internal static class TokenizerFit
{
    /// <summary>Vocabularies are often padded to a round number; a larger gap means that the vocabulary is another model's.</summary>
    private const double LeastShare = 0.9;

    public static void Validate(ModelFolder folder, Tokenizer tokenizer)
    {
        if (folder.Config.Number("vocab_size") is { } rows &&
            (tokenizer.VocabularySize > rows || tokenizer.VocabularySize < rows * LeastShare))
        {
            throw Refuse(folder, tokenizer,
                $"its tokenizer has {tokenizer.VocabularySize} ids", $"{rows} (config.json's vocab_size)");
        }

        if (folder.Config.Number("pad_token_id") is { } pad && tokenizer.PadTokenId is { } id && pad != id)
            throw Refuse(folder, tokenizer, $"its tokenizer pads with id {id}", $"id {pad} (config.json's pad_token_id)");
    }

    private static ModelLoadException Refuse(ModelFolder folder, Tokenizer tokenizer, string found, string expected) => new(
        ErrorCodes.ModelFilesDiffer,
        $"Model '{folder.Name}' in '{folder.FolderPath}': {found}, and the model was trained with {expected}. " +
        $"{tokenizer.SourceFile} belongs to another model; take the one published with this model.",
        Path.Combine(folder.FolderPath, tokenizer.SourceFile), expected, found);
}
