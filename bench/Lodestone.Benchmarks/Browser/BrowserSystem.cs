namespace Lodestone.Benchmarks;

/// <summary>A way to rerank in a page.</summary>
/// <param name="Name">The name of the library.</param>
/// <param name="Page">The page's path on the site of bench/peers/browser.</param>
/// <param name="Threads">Workers of our engine, each with one thread; threads of the others' runtime.</param>
/// <param name="Batch">The number of pairs per run; null for all pairs of a query.</param>
/// <param name="Description">A description for the reader.</param>
internal sealed record BrowserSystem(string Name, string Page, int Threads, int? Batch, string Description)
{
    public const string Ours = "lodestone";
    public const string Theirs = "transformers.js";

    /// <summary>Our system first, then the others with as many threads.</summary>
    public static IReadOnlyList<BrowserSystem> WithThreads(int threads) =>
    [
        new(Ours, "lodestone.html", threads, Batch: 1, "the page's engine on the bundled graph, one pair a run, workers of one thread"),
        new(Theirs, "pages/transformers.html", threads, Batch: null, "the stock int8 export on WASM, one batch a query"),
        new(Theirs, "pages/transformers.html", threads, Batch: 1, "the same, one pair a run"),
    ];

    public string Key =>
        $"{Name}, {(Threads == 1 ? "1 thread" : $"{Threads} threads")}{(Name == Theirs && Batch == 1 ? ", one pair a run" : "")}";
}
