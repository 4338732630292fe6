namespace Lodestone.Benchmarks;

/// <summary>transformers.js' own tokenizer, which is written in JavaScript.</summary>
internal sealed class TransformersJsTokenizer(NodePeer peer) : IContestant<TokenizeAnswer>
{
    public string Key => "transformers.js";

    public string Description => $"transformers.js {peer.Versions.Transformers} on Node {peer.Versions.Node}, tokenizer.encode: ids only";

    public static async Task<NodePeer> StartAsync(RepositoryLayout repository, string model, IReadOnlyList<string> texts) =>
        await NodePeer.StartAsync(
            repository.Peers, "tokenize.mjs", new { models = repository.Models, model }, texts.Select(text => new { text }));

    public Task<TimeSpan> RunAsync(int items) => peer.RunAsync(items);

    public async Task<TokenizeAnswer> AnswerAsync() => new(await peer.AnswersAsync<int>(), null);
}
