using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads the model of a tokenizer.json: its algorithm and its vocabulary.</summary>
internal sealed class ModelReader(string path, JsonSections sections)
{
    public const string WordPiece = "WordPiece", Unigram = "Unigram", ByteLevelBpe = "byte-level BPE";

    public (string Kind, TokenTable Vocabulary, TokenModel Model, int? UnknownId) Read(TokenizerStep[] preTokenizers)
    {
        // Older files have no type, so their properties decide.
        var type = sections.Has("model.type") ? Text("type", "")
            : sections.Has("model.merges") ? "BPE"
            : sections.Has("model.unk_id") ? "Unigram" : "WordPiece";
        var onBytes = preTokenizers is [.., ByteLevelStage];
        if (onBytes != (type == "BPE"))
        {
            throw TokenizerErrors.Unknown(
                path, "model", onBytes ? $"{type} on bytes" : $"{type} on characters", "WordPiece, Unigram, and BPE on bytes");
        }
        return type switch
        {
            "WordPiece" => ReadWordPiece(),
            "Unigram" => ReadUnigram(),
            "BPE" => ReadBpe(),
            _ => throw TokenizerErrors.Unknown(path, "model", type, "WordPiece, Unigram, and BPE on bytes"),
        };
    }

    private (string Kind, TokenTable Vocabulary, TokenModel Model, int? UnknownId) ReadWordPiece()
    {
        var vocabulary = VocabularyReader.ReadIds(path, sections.Reader("model.vocab"));
        var id = FindToken(vocabulary, Text("unk_token", "[UNK]"));
        var longest = sections.Has("model.max_input_chars_per_word") ? sections.Element("model.max_input_chars_per_word").GetInt32() : 100;
        var model = new WordPieceModel(vocabulary, id, Text("continuing_subword_prefix", "##"), longest);
        return (WordPiece, vocabulary, model, id);
    }

    private (string Kind, TokenTable Vocabulary, TokenModel Model, int? UnknownId) ReadUnigram()
    {
        var (vocabulary, scores) = VocabularyReader.ReadScores(path, sections.Reader("model.vocab"));
        var id = sections.Has("model.unk_id") ? sections.Element("model.unk_id").GetInt32() : TokenTable.Missing;
        if (id < 0 || id >= scores.Length)
            throw TokenizerErrors.Damaged(path, "no 'unk_id' among its tokens", "the position of the unknown token there");
        return (Unigram, vocabulary, new UnigramModel(vocabulary, scores, id, Flag("byte_fallback")), id);
    }

    private (string Kind, TokenTable Vocabulary, TokenModel Model, int? UnknownId) ReadBpe()
    {
        foreach (var name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (Text(name, "").Length > 0)
                throw TokenizerErrors.Unknown(path, $"BPE {name}", Text(name, ""), "byte-level BPE without one");
        }
        if (sections.Has("model.dropout") && sections.Element("model.dropout").GetDouble() != 0)
            throw TokenizerErrors.Unknown(path, "BPE dropout", sections.Element("model.dropout").GetRawText(), "BPE without dropout");
        if (!sections.Has("model.merges"))
            throw TokenizerErrors.Damaged(path, "no merges", "a list of merges");
        var vocabulary = VocabularyReader.ReadIds(path, sections.Reader("model.vocab"));
        var merges = VocabularyReader.ReadMerges(path, sections.Reader("model.merges"), vocabulary);
        int? id = sections.Has("model.unk_token") ? FindToken(vocabulary, Text("unk_token", "")) : null;
        return (ByteLevelBpe, vocabulary, new ByteBpeModel(vocabulary, merges, id, Flag("ignore_merges")), id);
    }

    private int FindToken(TokenTable vocabulary, string token)
    {
        var id = vocabulary.Find(token);
        return id != TokenTable.Missing
            ? id
            : throw TokenizerErrors.Damaged(path, $"no token '{token}' in its vocabulary", "the token for unknown text there");
    }

    private string Text(string name, string absent) =>
        sections.Has("model." + name) ? sections.Element("model." + name).GetString() ?? absent : absent;

    private bool Flag(string name) => sections.Has("model." + name) && sections.Element("model." + name).GetBoolean();
}
