namespace Lodestone.Core.Tests.Collections;

/// <summary>Models of two layers: thousands of texts a second, with the loader and the engine of the large ones.</summary>
internal static class TinyModels
{
    /// <summary>The folder of the models, and of whatever else tests have in the repository.</summary>
    public static readonly string Fixtures = Find();

    private static readonly string Root = Path.Combine(Fixtures, "tiny-models");

    public static string BiEncoder => Path.Combine(Root, "distilbert-mean");

    public static string OtherBiEncoder => Path.Combine(Root, "bert-cls-prompts");

    public static string CrossEncoder => Path.Combine(Root, "bert-reranker");

    public static CollectionOptions Options => new() { BiEncoder = BiEncoder, CrossEncoder = CrossEncoder };

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lodestone.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository."), "fixtures");
    }
}
