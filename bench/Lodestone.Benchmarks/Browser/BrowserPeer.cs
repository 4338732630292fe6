namespace Lodestone.Benchmarks;

/// <summary>A page that reranks, in its own Chromium.</summary>
internal sealed class BrowserPeer : IContestant<float[][]>, IAsyncDisposable
{
    private readonly NodePeer _peer;

    private BrowserPeer(BrowserSystem system, NodePeer peer)
    {
        System = system;
        _peer = peer;
    }

    public BrowserSystem System { get; }

    public string Key => System.Key;

    public string Description => $"{System.Description} ({_peer.Versions.Browser}, ONNX Runtime Web {_peer.Versions.OnnxRuntime})";

    /// <summary>Opens the page, and waits until its model is loaded.</summary>
    /// <exception cref="MissingDataException">The page, the browser, Node or a package is missing.</exception>
    public static async Task<BrowserPeer> StartAsync(BenchmarkContext context, BrowserSystem system, IReadOnlyList<RerankTask> tasks)
    {
        var repository = context.Repository;
        var stock = context.Shared.Require(Path.Combine("peers", $"{BrowserBenchmark.Model}-stock"));
        var settings = new
        {
            page = system.Key,
            path = system.Page,
            models = repository.Models,
            stock,
            built = repository.BrowserPage,
            packages = Path.Combine(system.Name == BrowserSystem.Ours ? repository.Web : repository.Peers, "node_modules"),
            chromium = ChromiumProgram.Require(),
            load = new { threads = system.Threads, batch = system.Batch, model = Path.GetFileName(stock) },
        };
        var items = tasks.Select(task => new { query = task.Query, passages = task.Passages });
        return new BrowserPeer(system, await NodePeer.StartAsync(repository.Peers, "browser/peer.mjs", settings, items));
    }

    public Task<TimeSpan> RunAsync(int items) => _peer.RunAsync(items);

    public Task<float[][]> AnswerAsync() => _peer.AnswersAsync<float>();

    public ValueTask DisposeAsync() => _peer.DisposeAsync();
}
