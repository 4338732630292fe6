namespace Lodestone.Benchmarks;

/// <summary>Real requests, alternately a rerank of ten passages and a search that reranks as many: about the same work.</summary>
/// <remarks>Thread-safe. No request is repeated, so that none is in a cache; <see cref="HasRepeated"/> reports when they run out.</remarks>
internal sealed class LoadMix
{
    public const string Collection = "load";
    public const string Rerank = "rerank";
    public const string Search = "search";
    public const int Passages = 10;

    /// <summary>The kinds of request.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Rerank, Search];

    private readonly IReadOnlyList<RerankTask> _tasks;
    private readonly IReadOnlyList<string> _queries;
    private int _given = -1;

    public LoadMix(SharedFolder shared)
    {
        _tasks = RerankTask.Load(shared, "stackfaq", int.MaxValue, Passages);
        _queries = SentencePool.Queries(shared, int.MaxValue);
    }

    /// <summary>Whether a request was repeated.</summary>
    public bool HasRepeated => (_given / Kinds.Count) + 1 > Math.Min(_tasks.Count, _queries.Count);

    public LoadRequest Next()
    {
        var given = Interlocked.Increment(ref _given);
        var turn = given / Kinds.Count;
        if (given % Kinds.Count > 0)
            return new LoadRequest(Search, $"/v1/collections/{Collection}/search", Question(_queries[turn % _queries.Count]));
        var task = _tasks[turn % _tasks.Count];
        return new LoadRequest(Rerank, "/v2/rerank", JsonCall.Body(new { query = task.Query, documents = task.Passages }));
    }

    private static byte[] Question(string query) => JsonCall.Body(new { query, rerank = new { depth = Passages } });
}
