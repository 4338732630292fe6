using System.Text.Json;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;

namespace Lodestone.Cli.Search;

/// <summary>A collection of a server for searching.</summary>
internal sealed class RemoteSearchSession(RemoteCollection remote) : ISearchSession
{
    public string Name => remote.Name;

    public async Task<long> CountAsync(CancellationToken cancellationToken) =>
        (await remote.Client.GetCollectionAsync(remote.Name, cancellationToken)).Documents;

    public Task<SearchReply> SearchAsync(string query, SearchOptions options, CancellationToken cancellationToken) =>
        SearchAsync(Request(options) with { Query = query }, cancellationToken);

    public Task<SearchReply> SearchAsync(float[] vector, SearchOptions options, CancellationToken cancellationToken) =>
        SearchAsync(Request(options) with { Vector = vector }, cancellationToken);

    /// <summary>Does nothing: the server has its own model.</summary>
    public Task EnsureCrossEncoderAsync(string model, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        remote.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SearchReply> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        await new SearchReply(await remote.Client.SearchAsync(remote.Name, request, cancellationToken)).WithEmptyAsync(
            $"The server's collection '{remote.Name}' has", $"lodestone index PATH --server URL -c {remote.Name}",
            () => CountAsync(cancellationToken));

    /// <summary>The options that the command line has, as a request has them.</summary>
    internal static SearchRequest Request(SearchOptions options) => new()
    {
        Top = options.Top,
        Skip = options.Skip,
        Candidates = options.Candidates,
        Retrieval = (SearchRetrieval)options.Retrieval,
        Fusion = new FusionRequest { Method = (FusionFormula)options.Fusion.Method },
        Rerank = JsonSerializer.SerializeToElement(
            new RerankRequest
            {
                Enabled = options.Rerank.Enabled,
                Effort = options.Rerank.Enabled ? (RerankingEffort)options.Rerank.Effort : null,
                Depth = options.Rerank.Enabled ? options.Rerank.Depth : null,
            },
            ContractsJson.TypeInfo<RerankRequest>()),
        MinProbability = options.MinProbability,
        Filter = options.Filter?.ToString(),
        Strict = options.Strict,
        BudgetMilliseconds = options.Budget?.TotalMilliseconds,
        Exact = options.Exact,
    };
}
