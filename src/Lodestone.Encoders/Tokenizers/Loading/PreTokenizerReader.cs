using System.Text.Json;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads the pre-tokenizer of a tokenizer.json.</summary>
internal sealed class PreTokenizerReader(string path)
{
    private const string Accepted =
        "BertPreTokenizer, Whitespace, WhitespaceSplit, Metaspace, ByteLevel, Split, Punctuation, Digits and Sequence";

    private readonly List<TokenizerStep> _stages = [];

    public TokenizerStep[] Read(JsonElement preTokenizer)
    {
        Add(preTokenizer);
        if (_stages.FindIndex(static stage => stage is ByteLevelStage) is var place && place >= 0 && place < _stages.Count - 1)
            throw TokenizerErrors.Unknown(path, "pre-tokenizer", "ByteLevel before another", "ByteLevel as the last one");
        return [.. _stages];
    }

    private void Add(JsonElement element)
    {
        var type = element.ComponentType();
        if (type == "Sequence")
        {
            foreach (var part in element.GetProperty("pretokenizers").EnumerateArray())
                Add(part);
        }
        else if (type != null)
        {
            TokenizerBounds.Validate(path, _stages.Count + 1, TokenizerBounds.Steps, "pre-tokenizers");
            var stage = ReadOne(type, element);
            stage.Component = type;
            _stages.Add(stage);
        }
    }

    private TokenizerStep ReadOne(string type, JsonElement element) => type switch
    {
        "BertPreTokenizer" => new BertPreTokenizer(),
        "Whitespace" => new WordSplitter(),
        "WhitespaceSplit" => new ClassSplitter(CharClass.WhiteSpace, SplitBehavior.Removed),
        "Punctuation" => new ClassSplitter(CharClass.Punctuation, ReadBehavior(element, SplitBehavior.Isolated)),
        "Digits" => new ClassSplitter(
            CharClass.Number, element.Flag("individual_digits") ?? false ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "ByteLevel" => new ByteLevelStage(element.Flag("add_prefix_space") ?? true, element.Flag("use_regex") ?? true),
        "Metaspace" => ReadMetaspace(element),
        "Split" => new PatternSplitter(
            PatternReader.Read(path, element.GetProperty("pattern")),
            ReadBehavior(element, SplitBehavior.Isolated),
            element.Flag("invert") ?? false),
        _ => throw TokenizerErrors.Unknown(path, "pre-tokenizer", type, Accepted),
    };

    // Older files have add_prefix_space, newer ones prepend_scheme, some both.
    private MetaspaceStage ReadMetaspace(JsonElement element)
    {
        var marker = element.Text("replacement") ?? "\u2581";
        if (marker.Length != 1)
            throw TokenizerErrors.Unknown(path, "Metaspace replacement", marker, "one character of the first plane");
        var scheme = element.Text("prepend_scheme") switch
        {
            null => element.Flag("add_prefix_space") ?? true ? PrependScheme.Always : PrependScheme.Never,
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            var other => throw TokenizerErrors.Unknown(path, "Metaspace prepend_scheme", other, "always, first and never"),
        };
        return new MetaspaceStage(marker[0], scheme, element.Flag("split") ?? true);
    }

    private SplitBehavior ReadBehavior(JsonElement element, SplitBehavior absent) => element.Text("behavior") switch
    {
        null => absent,
        "Removed" => SplitBehavior.Removed,
        "Isolated" => SplitBehavior.Isolated,
        "MergedWithPrevious" => SplitBehavior.MergedWithPrevious,
        "MergedWithNext" => SplitBehavior.MergedWithNext,
        "Contiguous" => SplitBehavior.Contiguous,
        var other => throw TokenizerErrors.Unknown(
            path, "split behavior", other, "Removed, Isolated, MergedWithPrevious, MergedWithNext and Contiguous"),
    };
}
