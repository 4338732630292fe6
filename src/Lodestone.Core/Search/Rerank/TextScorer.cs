using Lodestone.Encoders;

namespace Lodestone.Search.Rerank;

/// <summary>The reranker of one search over texts that are of no one snapshot, at the effort that it makes.</summary>
/// <param name="own">The application's reranker; null for a cross-encoder.</param>
/// <param name="encoder">The cross-encoder; null for the application's reranker.</param>
/// <param name="effort">The effort.</param>
/// <param name="depth">The number of passages to read.</param>
internal sealed class TextScorer(ApplicationReranker? own, CrossEncoder? encoder, RerankEffort effort, ReadDepth depth)
{
    public RerankEffort Effort => effort;

    public ReadDepth Depth => depth;

    public LogitScale? Scale => encoder?.Logits;

    /// <summary>The model, or the type of the application's reranker.</summary>
    public string Name => encoder?.Name ?? own!.Name;

    public Task<RerankResult> ScoreAsync(
        string query, string[] passages, RerankOptions options, CancellationToken cancellationToken) => encoder is null
        ? own!.ScoreAsync(query, passages, options, cancellationToken)
        : encoder.RerankAsync(query, passages, options, cancellationToken);
}
