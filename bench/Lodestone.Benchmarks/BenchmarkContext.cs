namespace Lodestone.Benchmarks;

/// <summary>What every benchmark is given.</summary>
internal sealed class BenchmarkContext(RepositoryLayout repository, SharedFolder shared, BenchmarkArguments arguments)
{
    public RepositoryLayout Repository { get; } = repository;

    public SharedFolder Shared { get; } = shared;

    public bool Quick => arguments.Quick;

    /// <summary>How often every system runs: as asked for, else the benchmark's own number.</summary>
    public int RoundsOr(int full, int quick) => arguments.Rounds ?? (Quick ? quick : full);

    /// <summary>Says what goes on; never part of a result.</summary>
    public static void Progress(string message) => Console.Error.WriteLine(message);
}
