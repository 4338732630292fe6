namespace Lodestone.Benchmarks;

/// <summary>The inputs of every benchmark.</summary>
internal sealed class BenchmarkContext(RepositoryLayout repository, SharedFolder shared, BenchmarkArguments arguments)
{
    public RepositoryLayout Repository { get; } = repository;

    public SharedFolder Shared { get; } = shared;

    public bool Quick => arguments.Quick;

    /// <summary>The number of runs of every system: the command line's, or the benchmark's own.</summary>
    public int RoundsOr(int full, int quick) => arguments.Rounds ?? (Quick ? quick : full);

    /// <summary>
    /// The numbers of passages in the collections: the command line's, or the benchmark's own, or the first of these in a quick run.
    /// </summary>
    public IReadOnlyList<int> SizesOr(params IReadOnlyList<int> full) => arguments.Sizes ?? (Quick ? [full[0]] : full);

    /// <summary>The number of queries: the command line's, all with --all, or the benchmark's own.</summary>
    public int QueriesOr(int full, int quick) => arguments.All ? int.MaxValue : arguments.Queries ?? (Quick ? quick : full);

    /// <summary>The number of documents to index: the command line's, or all, or the few of a quick run.</summary>
    public int DocumentsOr(int quick) => arguments.Documents ?? (Quick ? quick : int.MaxValue);

    /// <summary>Reports progress, which is never part of a result.</summary>
    public static void Progress(string message) => Console.Error.WriteLine(message);
}
