namespace Lodestone.TestSupport;

/// <summary>Models of two layers: thousands of texts a second, with the loader and the engine of the large ones.</summary>
public static class TinyModels
{
    /// <summary>The name of <see cref="BiEncoder"/>.</summary>
    public const string BiEncoderName = "distilbert-mean";

    /// <summary>The name of <see cref="CrossEncoder"/>.</summary>
    public const string CrossEncoderName = "bert-reranker";

    /// <summary>A bi-encoder with mean pooling.</summary>
    public static string BiEncoder => Folder(BiEncoderName);

    /// <summary>A bi-encoder with another identity: first-token pooling, and prompts.</summary>
    public static string OtherBiEncoder => Folder("bert-cls-prompts");

    /// <summary>A cross-encoder.</summary>
    public static string CrossEncoder => Folder(CrossEncoderName);

    /// <summary>Options of a new collection with these models.</summary>
    public static CollectionOptions Options => new() { BiEncoder = BiEncoder, CrossEncoder = CrossEncoder };

    /// <summary>The folder of one of the models under fixtures/tiny-models.</summary>
    public static string Folder(string name) => Repository.PathOf("fixtures", "tiny-models", name);
}
