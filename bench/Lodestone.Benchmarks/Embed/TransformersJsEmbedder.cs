namespace Lodestone.Benchmarks;

/// <summary>transformers.js on the same graph.</summary>
internal sealed class TransformersJsEmbedder(NodePeer peer) : IContestant<float[][]>
{
    public string Key => "transformers.js";

    public string Description =>
        $"the same graph in transformers.js, one text a run, its own default threads, tokenisation included ({peer.Versions})";

    public static async Task<NodePeer> StartAsync(RepositoryLayout repository, string model, int maxTokens, IReadOnlyList<string> texts) =>
        await NodePeer.StartAsync(
            repository.Peers,
            "embed.mjs",
            new { models = repository.Models, model, dtype = "int8", maxTokens },
            texts.Select(text => new { text }));

    public Task<TimeSpan> RunAsync(int items) => peer.RunAsync(items);

    public Task<float[][]> AnswerAsync() => peer.AnswersAsync<float>();
}
