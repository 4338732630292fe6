namespace Lodestone.Encoders;

/// <summary>The side of a search that a text is on. Some models need a different prompt for each side.</summary>
public enum EmbeddingRole
{
    /// <summary>A text to be found, with the model's document prompt.</summary>
    Document,

    /// <summary>A text to search with, with the model's query prompt.</summary>
    Query,

    /// <summary>Neither side, with the model's default prompt, which is empty for most models. For clustering or comparing texts.</summary>
    None,
}
