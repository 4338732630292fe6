namespace Lodestone.Encoders;

/// <summary>A model by its files, with the decisions of its loader once it is loaded.</summary>
/// <param name="Name">The bundled name, or the folder's.</param>
/// <param name="Folder">The folder it was loaded from.</param>
/// <param name="Kind">Bi-encoder or cross-encoder.</param>
/// <param name="ModelType">config.json's model_type, such as "bert".</param>
/// <param name="Width">A bi-encoder's dimensions, or a cross-encoder's labels; null when no file says, and never of a loaded model.</param>
/// <param name="MaxTokens">How many tokens it reads at once, special tokens included.</param>
/// <param name="Bytes">The size of its folder, in bytes.</param>
/// <param name="Decisions">What the loader decided and why, in the order it did; empty of a model that is not loaded.</param>
public sealed record ModelDescription(
    string Name,
    string Folder,
    ModelKind Kind,
    string ModelType,
    int? Width,
    int MaxTokens,
    long Bytes,
    IReadOnlyList<ModelDecision> Decisions)
{
    /// <summary>Whether it is used when none is named.</summary>
    public bool IsDefault => Name is ModelCatalog.DefaultBiEncoder or ModelCatalog.DefaultCrossEncoder;
}

/// <summary>One thing the loader decided about a model, and why.</summary>
/// <param name="What">What was decided, such as "graph" or "max tokens".</param>
/// <param name="Value">What it was decided to be.</param>
/// <param name="Why">The file or rule it follows from.</param>
public sealed record ModelDecision(string What, string Value, string Why);

/// <summary>The two kinds of encoder.</summary>
public enum ModelKind
{
    /// <summary>Turns one text into one vector.</summary>
    BiEncoder,

    /// <summary>Reads a query and a passage together and gives one score.</summary>
    CrossEncoder,
}

/// <summary>What tells a model from every other, wherever its folder is and whatever it is called.</summary>
/// <param name="Checksum">
/// SHA-256, in lower-case hexadecimal, over the files that its outputs follow from: the graph that was loaded with its external data,
/// config.json, modules.json and the modules' configurations, sentence_bert_config.json, config_sentence_transformers.json, and the
/// tokenizer's files. A limit on tokens that the caller set is not in it.
/// </param>
/// <param name="TokenizerChecksum">
/// SHA-256, in lower-case hexadecimal, over what token ids follow from. Of tokenizer.json these are the vocabulary, the rules and the
/// added tokens, whatever their layout; not the template, padding or truncation. So two models with equal checksums give every text the
/// same ids, special tokens left aside; equal ids under different checksums are possible.
/// </param>
public sealed record ModelIdentity(string Checksum, string TokenizerChecksum);

/// <summary>What a model was made to prove when it was loaded. A model that fails is not loaded.</summary>
/// <param name="Source">The model's own check file, or "general" where it has none.</param>
/// <param name="Findings">What was found, a sentence each, with the figures and the bounds they kept.</param>
public sealed record SelfCheckReport(string Source, IReadOnlyList<string> Findings);
