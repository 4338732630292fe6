using System.Text.Json;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.Normalizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads the normalizer of a tokenizer.json.</summary>
internal sealed class NormalizerReader(string path, TokenizerSettings settings)
{
    private const string Accepted =
        "BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, StripAccents, Strip, Replace, Prepend, Precompiled and Sequence";

    private readonly List<TokenizerStep> _stages = [];

    public TokenizerStep[] Read(JsonElement normalizer)
    {
        Add(normalizer);
        return [.. _stages];
    }

    private void Add(JsonElement element)
    {
        var type = element.ComponentType();
        if (type == "Sequence")
        {
            foreach (var part in element.GetProperty("normalizers").EnumerateArray())
                Add(part);
        }
        else if (type != null)
        {
            TokenizerBounds.Validate(path, _stages.Count + 1, TokenizerBounds.Steps, "normalizers");
            var stage = ReadOne(type, element);
            stage.Component = type;
            _stages.Add(stage);
        }
    }

    private TokenizerStep ReadOne(string type, JsonElement element) => type switch
    {
        "BertNormalizer" => ReadBert(element),
        "Lowercase" => new LowerStage(),
        "NFC" => new UnicodeForm(composes: true, compatible: false),
        "NFD" => new UnicodeForm(composes: false, compatible: false),
        "NFKC" => new UnicodeForm(composes: true, compatible: true),
        "NFKD" => new UnicodeForm(composes: false, compatible: true),
        "StripAccents" => new StripAccentsStage(),
        "Strip" => new StripStage(element.Flag("strip_left") ?? true, element.Flag("strip_right") ?? true),
        "Replace" => new ReplaceStage(PatternReader.Read(path, element.GetProperty("pattern")), element.Text("content") ?? ""),
        "Prepend" => new PrependStage(element.Text("prepend") ?? ""),
        "Precompiled" => new PrecompiledStage(element.GetProperty("precompiled_charsmap").GetBytesFromBase64()),
        _ => throw TokenizerErrors.Unknown(path, "normalizer", type, Accepted),
    };

    private BertNormalizer ReadBert(JsonElement element)
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
