using Lodestone.Encoders;

namespace Lodestone;

/// <summary>The same passages ranked by a bi-encoder and by a cross-encoder, with the cost of each.</summary>
/// <param name="Query">The query.</param>
/// <param name="BiEncoderModel">The bi-encoder's name.</param>
/// <param name="CrossEncoderModel">The cross-encoder's name.</param>
/// <param name="Passages">All passages, in the cross-encoder's order.</param>
/// <param name="Corpus">The cost of embedding the passages, paid once for all queries.</param>
/// <param name="QueryEmbedding">The cost of embedding the query, paid for each query.</param>
/// <param name="Pairs">The cost of scoring the pairs, paid for each query.</param>
public sealed record EncoderComparison(
    string Query,
    string BiEncoderModel,
    string CrossEncoderModel,
    IReadOnlyList<ComparedPassage> Passages,
    StageTrace Corpus,
    StageTrace QueryEmbedding,
    StageTrace Pairs)
{
    /// <summary>Whether both encoders rank the same passage first.</summary>
    public bool AgreeOnFirst => Passages.Count == 0 || Passages[0].BiEncoderRank == 1;
}

/// <summary>One passage with the ranks and scores of both encoders.</summary>
/// <param name="Index">The index in the caller's list, from 0.</param>
/// <param name="Text">The text.</param>
/// <param name="BiEncoderRank">The bi-encoder's rank from 1, by descending similarity, then index; blank passages last.</param>
/// <param name="Similarity">The cosine of query and passage, -1 to 1; null for a blank passage.</param>
/// <param name="Usage">The tokens that the bi-encoder read and dropped; none of a blank passage.</param>
/// <param name="CrossEncoderRank">The cross-encoder's rank from 1, by descending logit, then index; blank passages last.</param>
/// <param name="Score">The cross-encoder's score.</param>
public sealed record ComparedPassage(
    int Index, string Text, int BiEncoderRank, float? Similarity, TokenUsage Usage, int CrossEncoderRank, RerankScore Score)
{
    /// <summary>The number of ranks that the cross-encoder moved it up (positive) or down (negative) from the bi-encoder's.</summary>
    public int Moved => BiEncoderRank - CrossEncoderRank;
}
