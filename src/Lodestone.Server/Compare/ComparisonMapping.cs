using Lodestone.Server.Serialization;

namespace Lodestone.Server;

/// <summary>A comparison of both encoders in the shape of <c>/v1/compare</c> and of <c>lodestone compare --json</c>.</summary>
public static class ComparisonMapping
{
    /// <summary>The shape of a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="id">Maps a passage's index to the caller's name for it, or to null. Default: no names.</param>
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
                CorpusRuns = comparison.Corpus.Runs,
                QueryRuns = comparison.QueryEmbedding.Runs,
            },
            CrossEncoder = new CrossEncoderCostResponse
            {
                Model = comparison.CrossEncoderModel,
                Milliseconds = WireTime.Milliseconds(comparison.Pairs.Elapsed),
                Runs = comparison.Pairs.Runs,
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
            Rank = passage.BiEncoder.Rank,
            Similarity = passage.BiEncoder.Similarity,
            Tokens = passage.BiEncoder.Tokens,
            DroppedTokens = passage.BiEncoder.DroppedTokens,
        },
        CrossEncoder = new CrossEncoderPlaceResponse
        {
            Rank = passage.CrossEncoder.Rank,
            State = (PassageScoring)passage.CrossEncoder.Score.State,
            Logit = passage.CrossEncoder.Score.Logit,
            Probability = passage.CrossEncoder.Score.Probability,
            Tokens = passage.CrossEncoder.Score.Tokens,
            DroppedTokens = passage.CrossEncoder.Score.DroppedTokens,
            Window = passage.CrossEncoder.Score.Window is { } window ? new WindowResponse { Start = window.Start, End = window.End } : null,
        },
        Moved = passage.Moved,
    };
}
