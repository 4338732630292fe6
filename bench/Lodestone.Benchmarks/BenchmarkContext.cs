namespace Lodestone.Benchmarks;

/// <summary>What every benchmark is given.</summary>
internal sealed class BenchmarkContext(RepositoryLayout repository, SharedFolder shared, BenchmarkArguments arguments)
{
    public RepositoryLayout Repository { get; } = repository;

    public SharedFolder Shared { get; } = shared;

    public bool Quick => arguments.Quick;

    /// <summary>How often every system runs: as asked for, else the benchmark's own number.</summary>
    public int RoundsOr(int full, int quick) => arguments.Rounds ?? (Quick ? quick : full);

    /// <summary>How many passages the collections have: as asked for, else the benchmark's own, or the first of them.</summary>
    public IReadOnlyList<int> SizesOr(params IReadOnlyList<int> full) => arguments.Sizes ?? (Quick ? [full[0]] : full);

    /// <summary>How many queries are asked: as asked for, all with --all, else the benchmark's own number.</summary>
    public int QueriesOr(int full, int quick) => arguments.All ? int.MaxValue : arguments.Queries ?? (Quick ? quick : full);

    /// <summary>How many documents are indexed: as asked for, else all, or the few of a quick run.</summary>
    public int DocumentsOr(int quick) => arguments.Documents ?? (Quick ? quick : int.MaxValue);

    /// <summary>Says what goes on; never part of a result.</summary>
    public static void Progress(string message) => Console.Error.WriteLine(message);
}
