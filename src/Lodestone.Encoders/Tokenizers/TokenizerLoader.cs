using System.Text.Json;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.Loading;

namespace Lodestone.Encoders.Tokenizers;

/// <summary>Finds a folder's vocabulary file and builds the tokenizer from it.</summary>
internal static class TokenizerLoader
{
    public const string JsonFile = "tokenizer.json", SentencePieceFile = "sentencepiece.bpe.model", WordListFile = "vocab.txt";
    public const string BpeVocabularyFile = "vocab.json", BpeMergesFile = "merges.txt";

    /// <summary>Loads a folder's tokenizer.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="lowercasesFirst">Whether sentence_bert_config.json asks for lowercasing before all other steps (do_lower_case).</param>
    public static Tokenizer Load(string folder, bool lowercasesFirst)
    {
        var settings = TokenizerSettings.Load(folder, lowercasesFirst);
        var path = Path.Combine(folder, JsonFile);
        try
        {
            if (File.Exists(path))
                return new Tokenizer(path, new TokenizerJsonReader(path, settings).Read(), settings);
            path = Path.Combine(folder, SentencePieceFile);
            if (File.Exists(path))
                return new Tokenizer(path, SentencePieceReader.Read(path, settings), settings);
            path = Path.Combine(folder, WordListFile);
            if (File.Exists(path))
                return new Tokenizer(path, WordListReader.Read(path, settings), settings);
            path = Path.Combine(folder, BpeVocabularyFile);
            if (File.Exists(path))
                return new Tokenizer(path, BpeFilesReader.Read(path, Path.Combine(folder, BpeMergesFile), settings), settings);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException
            or KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
        {
            // A reader throws these when a value is missing, of another type or out of range.
            throw TokenizerErrors.Damaged(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw TokenizerErrors.Unreadable(path, error);
        }
        const string Accepted = $"{JsonFile}, {SentencePieceFile}, {WordListFile}, or {BpeVocabularyFile} with {BpeMergesFile}";
        throw new ModelLoadException(
            ErrorCodes.ModelFileMissing,
            $"'{folder}' cannot be loaded as a model: it has no tokenizer. Lodestone reads {Accepted}. "
            + "Copy the tokenizer files of the model into the folder.",
            folder, Accepted, "none of them");
    }
}
