using Lodestone.Chunking;
using Lodestone.Diagnostics;
using Lodestone.Encoders;
using Lodestone.Search;
using Lodestone.Search.Rerank;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>One search is one arrival: its ticket goes with the embedding of its query and with its reranking.</summary>
public sealed class WorkTicketTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_BothStages_HaveTheTicketOfTheSearch()
    {
        using var folder = new TemporaryFolder();
        await using (var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token))
            await collection.UpsertAsync([new Document { Id = "a", Text = "red apples" }], cancellationToken: Token);
        using var models = new ModelPool();
        using var store = DocumentStore.OpenReadOnly(folder.Path);
        var options = new SpaceOptions
        {
            BiEncoder = null,
            PreloadBiEncoder = false,
            Passages = null,
            Keywords = new(),
            ExactUpTo = 100,
            RebuildIndexes = false,
            QueryCacheBytes = 0,
        };
        var encoders = new EncoderSource(models, options);
        await using var history = new SnapshotHistory(store, new SnapshotOpener(store, options, encoders));
        await history.OpenAsync(Token);
        var encoder = new Watched(await encoders.LocalAsync(TinyModels.BiEncoder, Token));
        await history.Current!.Space.Encoder.UseAsync(encoder, Token);
        var asked = new Asked();
        using var reranker = new Reranker(models, "", new ApplicationReranker(asked, TimeProvider.System), 0);
        var searcher = new Searcher(history, reranker, TimeProvider.System, new CollectionLog(null, folder.Path));

        await searcher.SearchAsync("apples", new SearchOptions(), null, Token);
        await searcher.SearchAsync("apples", new SearchOptions(), null, Token);

        Assert.Equal(2, encoder.Tickets.Count);
        Assert.All(encoder.Tickets, Assert.NotNull);
        Assert.Equal(encoder.Tickets, asked.Tickets);
        Assert.NotEqual(encoder.Tickets[0], encoder.Tickets[1]);
    }

    private sealed class Asked : IReranker
    {
        public List<WorkTicket?> Tickets { get; } = [];

        public Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default)
        {
            Tickets.Add(options?.Ticket);
            return Task.FromResult(RerankResult.FromLogits([.. passages.Select(_ => (float?)1)]));
        }
    }

    private sealed class Watched(PassageEncoder inner) : PassageEncoder
    {
        public List<WorkTicket?> Tickets { get; } = [];

        public override InputTokenizer Tokenizer => inner.Tokenizer;

        public override int? MaxTokens => inner.MaxTokens;

        public override string Name => inner.Name;

        public override string Reference => inner.Reference;

        public override Task<VectorSpaceDefinition> DescribeAsync(PassageOptions? passages, CancellationToken cancellationToken) =>
            inner.DescribeAsync(passages, cancellationToken);

        public override Task VerifyAsync(VectorSpaceDefinition space, CancellationToken cancellationToken) =>
            inner.VerifyAsync(space, cancellationToken);

        public override Task<(float[] Vector, TokenUsage Usage)> EmbedQueryAsync(
            string query, EmbedOptions options, TimeSpan? left, CancellationToken cancellationToken)
        {
            Tickets.Add(options.Ticket);
            return inner.EmbedQueryAsync(query, options, left, cancellationToken);
        }

        public override Task<EmbeddedPassages> EmbedAsync(
            IReadOnlyList<Passage> passages, EmbedOptions options, IReadOnlyList<int>? owners, CancellationToken cancellationToken) =>
            inner.EmbedAsync(passages, options, owners, cancellationToken);
    }
}
