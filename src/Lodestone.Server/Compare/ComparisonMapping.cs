using Lodestone.Server.Serialization;

namespace Lodestone.Server;

/// <summary>A comparison of both encoders in the shape of <c>/v1/compare</c> and of <c>lodestone compare --json</c>.</summary>
public static class ComparisonMapping
{
    /// <summary>The shape of a comparison.</summary>
    /// <param name="comparison">What was compared.</param>
    /// <param name="id">The caller's name for a passage, by its index; null when it has none. Default: none has one.</param>
    public static ComparisonResponse ToResponse(this EncoderComparison comparison, Func<int, string?>? id = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ComparisonResponse
        {
            Query = comparison.Query,
            BiEncoder = new BiEncoderCostResponse
            {
                Model = comparison.BiEncoderModel,
                Milliseconds = WireTime.Milliseconds(comparison.Corpus.Elapsed + comparison.QueryEmbedding.Elapsed),
                CorpusMilliseconds = WireTime.Milliseconds(comparison.Corpus.Elapsed),
                QueryMilliseconds = WireTime.Milliseconds(comparison.QueryEmbedding.Elapsed),
                CorpusRuns = comparison.Corpus.ModelRuns,
                QueryRuns = comparison.QueryEmbedding.ModelRuns,
            },
            CrossEncoder = new CrossEncoderCostResponse
            {
                Model = comparison.CrossEncoderModel,
                Milliseconds = WireTime.Milliseconds(comparison.Pairs.Elapsed),
                Runs = comparison.Pairs.ModelRuns,
            },
            Passages = [.. comparison.Passages.Select(p => Passage(p, id?.Invoke(p.Index)))],
        };
    }

    private static ComparedPassageResponse Passage(ComparedPassage passage, string? id) => new()
    {
        Index = passage.Index,
        Id = id,
        Text = passage.Text,
        BiEncoder = new BiEncoderPlaceResponse
        {
            Rank = passage.BiEncoderRank,
            Similarity = passage.Similarity,
            Tokens = passage.Usage.Tokens,
            DroppedTokens = passage.Usage.DroppedTokens,
        },
        CrossEncoder = new CrossEncoderPlaceResponse
        {
            Rank = passage.CrossEncoderRank,
            State = (PassageScoring)passage.Score.State,
            Logit = passage.Score.Logit,
            Probability = passage.Score.Probability,
            Tokens = passage.Score.Tokens,
            DroppedTokens = passage.Score.DroppedTokens,
            Window = passage.Score.Window is { } window ? new WindowResponse { Start = window.Start, End = window.End } : null,
        },
        Moved = passage.Moved,
    };
}
