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

    public async Task<(RerankResult Result, string Model)> ScoreAsync(
        string query, string[] passages, RerankOptions options, CancellationToken cancellationToken)
    {
        if (encoder is not null)
            return (await encoder.RerankAsync(query, passages, options, cancellationToken).ConfigureAwait(false), encoder.Name);
        var scored = await own!.ScoreAsync(query, passages, options, cancellationToken).ConfigureAwait(false);
        return (scored, scored.Model ?? own.Name);
    }
}
