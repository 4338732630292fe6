using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests;

/// <summary>Encoders that are read in milliseconds: what is tested here is not how well they understand.</summary>
public sealed class ModelsFixture : IDisposable
{
    private readonly ModelPool _encoders = new();

    public static string BiEncoder { get; } = TinyModels.BiEncoder;

    public static string OtherBiEncoder { get; } = TinyModels.OtherBiEncoder;

    public static string CrossEncoder { get; } = TinyModels.CrossEncoder;

    /// <summary>The default of <see cref="CollectionOptions.ExactUpTo"/>: no graph for the few passages of a test.</summary>
    public const int ExactUpTo = 20_000;

    /// <summary>Opens a collection; encoders are shared, a space's bi-encoder is what it was made with.</summary>
    internal Task<Collection> OpenAsync(string folder, int exactUpTo = ExactUpTo, bool readOnly = false) =>
        Collection.OpenAsync(folder, Options(exactUpTo) with { ReadOnly = readOnly }, TestContext.Current.CancellationToken);

    /// <summary>Makes a collection.</summary>
    internal Task<Collection> CreateAsync(string folder, int exactUpTo = ExactUpTo) => Collection.OpenAsync(
        folder, Options(exactUpTo) with { BiEncoder = BiEncoder }, TestContext.Current.CancellationToken);

    internal CollectionOptions Options(int exactUpTo) =>
        new() { CrossEncoder = CrossEncoder, Models = _encoders, ExactUpTo = exactUpTo };

    public void Dispose() => _encoders.Dispose();
}
