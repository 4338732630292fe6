using System.Text.Json;

namespace Lodestone.Models;

/// <summary>Reads the normalizer and the pre-tokenizer of a tokenizer.json.</summary>
internal sealed class StageReader(string path, TokenizerSettings settings)
{
    private const string Normalizers = "BertNormalizer, Lowercase and Sequence";
    private const string PreTokenizers = "BertPreTokenizer and Sequence";

    public TextStage[] ReadNormalizers(JsonElement element)
    {
        var stages = new List<TextStage>();
        AddNormalizer(element, stages);
        return [.. stages];
    }

    public TextStage[] ReadPreTokenizers(JsonElement element)
    {
        var stages = new List<TextStage>();
        AddPreTokenizer(element, stages);
        return [.. stages];
    }

    private void AddNormalizer(JsonElement element, List<TextStage> stages)
    {
        switch (element.ComponentType())
        {
            case null:
                break;
            case "Sequence":
                foreach (var part in element.GetProperty("normalizers").EnumerateArray())
                    AddNormalizer(part, stages);
                break;
            case "BertNormalizer":
                stages.Add(ReadBertNormalizer(element));
                break;
            case "Lowercase":
                stages.Add(new LowerStage());
                break;
            case var other:
                throw TokenizerErrors.Unknown(path, "normalizer", other, Normalizers);
        }
    }

    private void AddPreTokenizer(JsonElement element, List<TextStage> stages)
    {
        switch (element.ComponentType())
        {
            case null:
                break;
            case "Sequence":
                foreach (var part in element.GetProperty("pretokenizers").EnumerateArray())
                    AddPreTokenizer(part, stages);
                break;
            case "BertPreTokenizer":
                stages.Add(new BertPreTokenizer());
                break;
            case var other:
                throw TokenizerErrors.Unknown(path, "pre-tokenizer", other, PreTokenizers);
        }
    }

    private BertNormalizer ReadBertNormalizer(JsonElement element)
    {
        var lowercase = element.Flag("lowercase") ?? true;
        var stripAccents = element.Flag("strip_accents");
        var ideographs = element.Flag("handle_chinese_chars") ?? true;
        if (settings.OverrulesBertNormalizer)
        {
            lowercase = settings.LowerCase ?? lowercase;
            stripAccents = settings.StripAccents ?? stripAccents;
            ideographs = settings.SeparateIdeographs ?? ideographs;
        }
        return new BertNormalizer(element.Flag("clean_text") ?? true, ideographs, stripAccents ?? lowercase, lowercase);
    }
}
