namespace Lodestone.Encoders;

/// <summary>Which side of a search a text is on. Some models want another prompt before each.</summary>
public enum EmbeddingRole
{
    /// <summary>A text to be found: the model's document prompt.</summary>
    Document,

    /// <summary>A text to find with: the model's query prompt.</summary>
    Query,

    /// <summary>Neither: the model's default prompt, mostly none. For clustering or comparing texts with each other.</summary>
    None,
}
