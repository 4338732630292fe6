using System.Text.Json;

namespace Lodestone.Models;

/// <summary>Reads the model of a tokenizer.json: its algorithm and its vocabulary.</summary>
internal sealed class ModelReader(string path, JsonSections sections)
{
    public const string WordPiece = "WordPiece", Unigram = "Unigram", ByteLevelBpe = "byte-level BPE";

    public (string Kind, TokenTable Vocabulary, TokenModel Model, int? UnknownId) Read(TextStage[] preTokenizers)
    {
        // Files from before the type was written are told apart by what they have.
        var type = sections.Has("model.type") ? Text("model.type", "")
            : sections.Has("model.merges") ? "BPE"
            : sections.Has("model.unk_id") ? "Unigram" : "WordPiece";
        return type switch
        {
            "WordPiece" => ReadWordPiece(),
            _ => throw TokenizerErrors.Unknown(path, "model", type, "WordPiece, Unigram and BPE on bytes"),
        };
    }

    private (string Kind, TokenTable Vocabulary, TokenModel Model, int? UnknownId) ReadWordPiece()
    {
        var vocabulary = ReadVocabulary();
        var unknown = Text("model.unk_token", "[UNK]");
        var id = vocabulary.Find(unknown);
        if (id == TokenTable.Missing)
            throw TokenizerErrors.Damaged(path, $"no token '{unknown}' in its vocabulary", "the token for unknown words there");
        var longest = sections.Has("model.max_input_chars_per_word") ? sections.Element("model.max_input_chars_per_word").GetInt32() : 100;
        var model = new WordPieceModel(vocabulary, id, Text("model.continuing_subword_prefix", "##"), longest);
        return (WordPiece, vocabulary, model, id);
    }

    private string Text(string name, string absent) => sections.Has(name) ? sections.Element(name).GetString() ?? absent : absent;

    // An object of text and id. Texts go from the file's bytes straight into the table.
    private TokenTable ReadVocabulary()
    {
        var reader = sections.Reader("model.vocab");
        var table = new TokenTable(32768);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw TokenizerErrors.Damaged(path, $"a vocabulary that is {reader.TokenType}", "an object of texts and ids");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var length = reader.CopyString(table.Reserve(reader.ValueSpan.Length));
            reader.Read();
            var id = reader.GetInt32();
            if (id < 0)
                throw TokenizerErrors.Damaged(path, $"the token id {id}", "ids from 0 up");
            table.Commit(length, id);
        }
        return table;
    }
}
