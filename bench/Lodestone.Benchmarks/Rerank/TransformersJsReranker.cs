namespace Lodestone.Benchmarks;

/// <summary>transformers.js on the stock export, as its users call it.</summary>
internal sealed class TransformersJsReranker(NodePeer peer) : IContestant<float[][]>
{
    public string Key => "transformers.js";

    public string Description => $"stock int8 export in transformers.js, one padded batch a query ({peer.Versions})";

    public static async Task<NodePeer> StartAsync(RepositoryLayout repository, string modelFolder, IReadOnlyList<RerankTask> tasks) =>
        await NodePeer.StartAsync(
            repository.Peers,
            "rerank.mjs",
            new { models = Path.GetDirectoryName(modelFolder), model = Path.GetFileName(modelFolder), dtype = "q8" },
            tasks.Select(task => new { query = task.Query, passages = task.Passages }));

    public Task<TimeSpan> RunAsync(int items) => peer.RunAsync(items);

    public Task<float[][]> AnswerAsync() => peer.AnswersAsync<float>();
}
