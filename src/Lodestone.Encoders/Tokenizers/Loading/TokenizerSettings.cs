using System.Text.Json;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>The settings in tokenizer_config.json and special_tokens_map.json; both files may be missing.</summary>
internal sealed class TokenizerSettings
{
    public const string ConfigFile = "tokenizer_config.json", SpecialTokensFile = "special_tokens_map.json";

    // Saved configurations write "no limit" as 1e30.
    private const double LargestLength = 1_000_000_000;

    private readonly JsonElement _config, _specialTokens;

    private TokenizerSettings(JsonElement config, JsonElement specialTokens, bool lowercasesFirst)
    {
        LowercasesFirst = lowercasesFirst;
        _config = config;
        _specialTokens = specialTokens;
        if (Get("model_max_length") is { ValueKind: JsonValueKind.Number } length && length.GetDouble() is > 0 and < LargestLength)
            ModelMaxLength = (int)length.GetDouble();
        TruncatesLeft = Text("truncation_side") switch { "left" => true, "right" => false, _ => null };
    }

    /// <summary>
    /// Whether normalized text is lowercased first, even by a tokenizer that keeps case. Added tokens such as [CLS] are found before that.
    /// </summary>
    public bool LowercasesFirst { get; }

    public int? ModelMaxLength { get; }

    public bool? TruncatesLeft { get; }

    public string? PadToken => Token("pad_token");

    public string? ClsToken => Token("cls_token");

    public string? SepToken => Token("sep_token");

    public string? UnkToken => Token("unk_token");

    public string? MaskToken => Token("mask_token");

    public string? BosToken => Token("bos_token");

    public string? EosToken => Token("eos_token");

    public bool? LowerCase => Flag("do_lower_case");

    public bool? StripAccents => Flag("strip_accents");

    public bool? SeparateIdeographs => Flag("tokenize_chinese_chars");

    public bool? AddPrefixSpace => Flag("add_prefix_space");

    public string? TokenizerClass => Text("tokenizer_class");

    /// <summary>
    /// Whether the three flags above override tokenizer.json, as they do in transformers' classes for BERT and DistilBERT and in no other.
    /// </summary>
    public bool OverrulesBertNormalizer =>
        TokenizerClass is "BertTokenizer" or "BertTokenizerFast" or "DistilBertTokenizer" or "DistilBertTokenizerFast";

    public static TokenizerSettings Load(string folder, bool lowercasesFirst = false) =>
        new(Read(Path.Combine(folder, ConfigFile)), Read(Path.Combine(folder, SpecialTokensFile)), lowercasesFirst);

    private static JsonElement Read(string path)
    {
        if (!File.Exists(path))
            return default;
        try
        {
            using var document = JsonDocument.Parse(ModelFile.Read(path, ModelFile.MostSettingsBytes).AsMemory(), default);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException("It is not an object.");
            JsonFile.ValidateText(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw TokenizerErrors.Damaged(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw TokenizerErrors.Unreadable(path, error);
        }
    }

    private JsonElement? Get(string name) =>
        _config.ValueKind == JsonValueKind.Object && _config.TryGetProperty(name, out var value) ? value : null;

    private bool? Flag(string name) =>
        Get(name)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    private string? Text(string name) => Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    // A token is written as its text, or as an object with the text as its content.
    private string? Token(string name)
    {
        var value = Get(name);
        if (value is null && _specialTokens.ValueKind == JsonValueKind.Object && _specialTokens.TryGetProperty(name, out var special))
            value = special;
        if (value is { ValueKind: JsonValueKind.Object } added && added.TryGetProperty("content", out var content))
            value = content;
        return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
    }
}
