using System.Text.Json;

namespace Lodestone.Encoders.Files;

/// <summary>
/// A Hugging Face model folder and the contents of its files; conflicts are resolved as in Sentence Transformers, with a reason.
/// </summary>
/// <remarks>
/// Files read: config.json, modules.json, N_Pooling/config.json, sentence_bert_config.json, config_sentence_transformers.json,
/// tokenizer_config.json and the tokenizer's own files. Nothing is downloaded. Instances are immutable.
/// </remarks>
internal sealed class ModelFolder
{
    private readonly List<ModelDecision> _decisions = [];

    private ModelFolder(string path, string name)
    {
        FolderPath = path;
        Name = name;
        Config = JsonFile.Read(path, "config.json");
        if (!Config.Exists)
        {
            throw new ModelLoadException(
                ErrorCodes.ModelFileMissing,
                $"'{path}' is not a model folder: it has no config.json. Expected is an ordinary Hugging Face folder with config.json, " +
                "tokenizer.json and an ONNX graph in it or in onnx/. Check the path.",
                path, "config.json", "no config.json");
        }

        SentenceBert = JsonFile.Read(path, "sentence_bert_config.json");
    }

    public string FolderPath { get; }

    public string Name { get; }

    public JsonFile Config { get; }

    /// <summary>sentence_bert_config.json, which may be missing.</summary>
    public JsonFile SentenceBert { get; }

    public string ModelType => Config.Text("model_type") ?? "unknown";

    public IReadOnlyList<ModelDecision> Decisions => _decisions;

    /// <summary>The size of the folder's files.</summary>
    public long Bytes() => new DirectoryInfo(FolderPath).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    public static ModelFolder Open(string model)
    {
        var (path, name) = ModelLocation.Resolve(model, null);
        return new ModelFolder(path, name);
    }

    public void Note(string what, string value, string why) => _decisions.Add(new ModelDecision(what, value, why));

    /// <summary>The kind, from the architecture's name: a model with a classification head is a cross-encoder.</summary>
    public ModelKind Kind
    {
        get
        {
            var architectures = Config.At("architectures");
            var head = architectures.ValueKind == JsonValueKind.Array && architectures.EnumerateArray().Any(
                a => a.ValueKind == JsonValueKind.String && a.GetString()!.EndsWith("ForSequenceClassification", StringComparison.Ordinal));
            return head ? ModelKind.CrossEncoder : ModelKind.BiEncoder;
        }
    }

    /// <summary>The width of a token's vector; null when no file has it.</summary>
    public int? HiddenSize => Config.Number("hidden_size") ?? Config.Number("dim");

    /// <summary>The number of labels of the head, as transformers counts them: id2label, else num_labels, else 2.</summary>
    public int Labels =>
        Config.At("id2label") is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().Count()
        : Config.Number("num_labels") ?? 2;
}
