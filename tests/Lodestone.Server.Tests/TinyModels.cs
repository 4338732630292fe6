namespace Lodestone.Server.Tests;

/// <summary>Models of two layers: thousands of texts a second, with the loader and the engine of the large ones.</summary>
internal static class TinyModels
{
    public const string BiEncoderName = "distilbert-mean";
    public const string CrossEncoderName = "bert-reranker";

    public static string Root { get; } = Find();

    public static string BiEncoder => Path.Combine(Root, "fixtures", "tiny-models", BiEncoderName);

    public static string CrossEncoder => Path.Combine(Root, "fixtures", "tiny-models", CrossEncoderName);

    public static string HelpCentre => Path.Combine(Root, "samples", "help-centre", "corpus.jsonl");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lodestone.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
