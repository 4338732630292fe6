namespace Lodestone.Benchmarks;

/// <summary>A library with an index of the fixture's vectors.</summary>
internal interface IVectorSystem : IAsyncDisposable
{
    string Key { get; }

    string Description { get; }

    VectorBuild Build { get; }

    /// <summary>Searches for every query once, on one thread.</summary>
    Task<VectorRound> SearchAsync(int exploration);
}
