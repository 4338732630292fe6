namespace Lodestone.Server.Tests;

/// <summary>Models of two layers: thousands of texts a second, with the loader and the engine of the large ones.</summary>
internal static class TinyModels
{
    public const string BiEncoderName = "distilbert-mean";
    public const string CrossEncoderName = "bert-reranker";

    public static string BiEncoder => Tree.TinyModel(BiEncoderName);

    public static string CrossEncoder => Tree.TinyModel(CrossEncoderName);

    public static string HelpCentre => Path.Combine(Tree.Root, "samples", "help-centre", "corpus.jsonl");
}
