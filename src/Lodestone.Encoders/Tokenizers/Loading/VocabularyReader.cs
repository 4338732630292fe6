using System.Text.Json;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads the large arrays and objects of a tokenizer.json from the file's bytes straight into tables.</summary>
internal static class VocabularyReader
{
    // Far above any vocabulary; prevents overflow in arithmetic on ids.
    private const int HighestId = 1 << 30;

    /// <summary>Reads <c>{"text": id, ...}</c>.</summary>
    public static TokenTable ReadIds(string path, Utf8JsonReader reader)
    {
        var table = new TokenTable(32768);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw TokenizerErrors.Damaged(path, $"a vocabulary that is {reader.TokenType}", "an object of texts and ids");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var length = reader.CopyString(table.Reserve(reader.ValueSpan.Length));
            TokenizerBounds.Validate(path, length, TokenizerBounds.Token, "characters in a token");
            reader.Read();
            table.Commit(length, CheckId(path, reader.GetInt32()));
            TokenizerBounds.ValidatePlaces(path, table.Steps, table.Count);
        }
        return table;
    }

    /// <summary>Reads <c>[["text", score], ...]</c>, where ids are positions.</summary>
    public static (TokenTable Vocabulary, double[] Scores) ReadScores(string path, Utf8JsonReader reader)
    {
        var table = new TokenTable(32768);
        var scores = new List<double>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw TokenizerErrors.Damaged(path, $"a vocabulary that is {reader.TokenType}", "an array of texts and scores");
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            var length = reader.CopyString(table.Reserve(reader.ValueSpan.Length));
            TokenizerBounds.Validate(path, length, TokenizerBounds.Token, "characters in a token");
            reader.Read();
            table.Commit(length, scores.Count);
            TokenizerBounds.ValidatePlaces(path, table.Steps, table.Count);
            scores.Add(reader.GetDouble());
            reader.Read();
        }
        return (table, [.. scores]);
    }

    /// <summary>Reads merges, as <c>"a b"</c> or as <c>["a", "b"]</c>, in the order they apply.</summary>
    public static MergeTable ReadMerges(string path, Utf8JsonReader reader, TokenTable vocabulary)
    {
        var builder = new MergeBuilder(path, vocabulary);
        var text = new char[256];
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw TokenizerErrors.Damaged(path, $"merges that are {reader.TokenType}", "an array of pairs");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var isPair = reader.TokenType == JsonTokenType.StartArray;
            if (isPair)
                reader.Read();
            Reserve(ref text, 0, reader.ValueSpan.Length);
            var left = reader.CopyString(text);
            if (!isPair)
            {
                builder.AddLine(text.AsSpan(0, left));
                continue;
            }
            reader.Read();
            Reserve(ref text, left, reader.ValueSpan.Length);
            var right = reader.CopyString(text.AsSpan(left));
            builder.Add(text.AsSpan(0, left + right), left, left);
            reader.Read();
        }
        return builder.Merges;
    }

    public static int CheckId(string path, int id) =>
        id is >= 0 and < HighestId ? id : throw TokenizerErrors.Damaged(path, $"the token id {id}", $"ids from 0 to {HighestId - 1}");

    private static void Reserve(ref char[] text, int used, int more)
    {
        if (text.Length < used + more)
            Array.Resize(ref text, Math.Max(text.Length * 2, used + more));
    }
}
