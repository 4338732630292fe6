namespace Lodestone;

/// <summary>The same passages ranked by a bi-encoder and by a cross-encoder, and what either cost.</summary>
/// <param name="Query">The query.</param>
/// <param name="BiEncoderModel">The bi-encoder's name.</param>
/// <param name="CrossEncoderModel">The cross-encoder's name.</param>
/// <param name="Passages">All passages, in the cross-encoder's order.</param>
/// <param name="Corpus">The bi-encoder's work on the passages: once for all queries.</param>
/// <param name="QueryEmbedding">The bi-encoder's work on the query: each time.</param>
/// <param name="Pairs">The cross-encoder's work on the pairs: each time.</param>
public sealed record EncoderComparison(
    string Query,
    string BiEncoderModel,
    string CrossEncoderModel,
    IReadOnlyList<ComparedPassage> Passages,
    StageCost Corpus,
    StageCost QueryEmbedding,
    StageCost Pairs)
{
    /// <summary>Whether both put the same passage first.</summary>
    public bool AgreeOnFirst => Passages.Count == 0 || Passages[0].BiEncoder.Rank == 1;
}
