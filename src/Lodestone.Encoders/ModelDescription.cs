namespace Lodestone.Encoders;

/// <summary>The properties of a loaded model, and the decisions of its loader.</summary>
/// <param name="Name">The bundled name, or the folder's name.</param>
/// <param name="Folder">The folder that the model was loaded from.</param>
/// <param name="Kind">Bi-encoder or cross-encoder.</param>
/// <param name="ModelType">config.json's model_type, such as "bert".</param>
/// <param name="Width">A bi-encoder's dimensions, or a cross-encoder's labels.</param>
/// <param name="MaxTokens">The maximum number of tokens of one run, special tokens included.</param>
/// <param name="Decisions">The loader's decisions with their reasons, in the order they were made.</param>
public sealed record ModelDescription(
    string Name, string Folder, ModelKind Kind, string ModelType, int Width, int MaxTokens, IReadOnlyList<ModelDecision> Decisions);

/// <summary>One decision of the loader about a model, and its reason.</summary>
/// <param name="What">The subject of the decision, such as "graph" or "max tokens".</param>
/// <param name="Value">The chosen value.</param>
/// <param name="Why">The file or rule that decided.</param>
public sealed record ModelDecision(string What, string Value, string Why);

/// <summary>The two kinds of encoder.</summary>
public enum ModelKind
{
    /// <summary>Turns one text into one vector.</summary>
    BiEncoder,

    /// <summary>Reads a query and a passage together and computes one score.</summary>
    CrossEncoder,
}

/// <summary>A summary of a model from its files, made without loading its graph.</summary>
/// <param name="Name">The bundled name, or the folder's name.</param>
/// <param name="Kind">Bi-encoder or cross-encoder.</param>
/// <param name="Width">A bi-encoder's dimensions, or a cross-encoder's labels; null when no file has them.</param>
/// <param name="MaxTokens">The maximum number of tokens of one run, special tokens included.</param>
/// <param name="Bytes">The size of the folder in bytes.</param>
public sealed record ModelOutline(string Name, ModelKind Kind, int? Width, int MaxTokens, long Bytes)
{
    /// <summary>Whether the model is a default one.</summary>
    public bool IsDefault => Name is ModelCatalog.DefaultBiEncoder or ModelCatalog.DefaultCrossEncoder;
}

/// <summary>The identity of a model, independent of its folder and name.</summary>
/// <param name="Checksum">
/// SHA-256, in lower-case hexadecimal, over the files that determine the model's outputs: the loaded graph with its external data,
/// config.json, modules.json and the modules' configurations, sentence_bert_config.json, config_sentence_transformers.json, and the
/// tokenizer's files. A caller's limit on tokens is not included.
/// </param>
/// <param name="TokenizerChecksum">
/// SHA-256, in lower-case hexadecimal, over everything that determines token ids. Of tokenizer.json these are the vocabulary, the rules and
/// the added tokens, whatever their layout; not the template, padding or truncation. Two models with equal checksums therefore produce the
/// same ids for every text, except special tokens; equal ids under different checksums are possible.
/// </param>
public sealed record ModelIdentity(string Checksum, string TokenizerChecksum);

/// <summary>The checks that a model passed when it was loaded. A model that fails is not loaded.</summary>
/// <param name="Source">The model's own check file, or "general" where it has none.</param>
/// <param name="Findings">The findings, one sentence each, with figures and bounds.</param>
public sealed record SelfCheckReport(string Source, IReadOnlyList<string> Findings);
