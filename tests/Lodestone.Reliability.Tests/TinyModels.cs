using Lodestone.Encoders;

namespace Lodestone.Reliability.Tests;

/// <summary>Encoders that are read in milliseconds: what is tested here is not how well they understand.</summary>
public sealed class TinyModels : IDisposable
{
    private readonly ModelPool _encoders = new();

    public static string BiEncoder { get; } = Folder("distilbert-mean");

    public static string OtherBiEncoder { get; } = Folder("bert-cls-prompts");

    public static string CrossEncoder { get; } = Folder("bert-reranker");

    /// <summary>Opens a collection; encoders are shared, a space's bi-encoder is what it was made with.</summary>
    internal Task<Collection> OpenAsync(string folder, int exactUpTo = CollectionDefaults.ExactUpTo, bool readOnly = false) =>
        Collection.OpenAsync(folder, Options(exactUpTo) with { ReadOnly = readOnly }, TestContext.Current.CancellationToken);

    /// <summary>Makes a collection.</summary>
    internal Task<Collection> CreateAsync(string folder, int exactUpTo = CollectionDefaults.ExactUpTo) => Collection.OpenAsync(
        folder, Options(exactUpTo) with { BiEncoder = BiEncoder }, TestContext.Current.CancellationToken);

    internal CollectionOptions Options(int exactUpTo) =>
        new() { CrossEncoder = CrossEncoder, Models = _encoders, ExactUpTo = exactUpTo };

    public void Dispose() => _encoders.Dispose();

    private static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lodestone.slnx")))
                return Path.Combine(folder.FullName, "fixtures", "tiny-models", name);
        }

        throw new InvalidOperationException("Lodestone.slnx is in no folder above the tests.");
    }
}
