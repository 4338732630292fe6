using Lodestone.Encoders;

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

/// <summary>One passage, as both encoders see it.</summary>
/// <param name="Index">Its index in the caller's list, from 0.</param>
/// <param name="Text">Its text.</param>
/// <param name="BiEncoder">Its place by the bi-encoder.</param>
/// <param name="CrossEncoder">Its place by the cross-encoder.</param>
public sealed record ComparedPassage(int Index, string Text, BiEncoderPlace BiEncoder, CrossEncoderPlace CrossEncoder)
{
    /// <summary>How many places the cross-encoder moved it up (positive) or down (negative) from the bi-encoder's.</summary>
    public int Moved => BiEncoder.Rank - CrossEncoder.Rank;
}

/// <summary>Where a bi-encoder puts a passage.</summary>
/// <param name="Rank">From 1; by similarity descending, then index; blank passages last.</param>
/// <param name="Similarity">The cosine of query and passage, -1 to 1; null for a blank passage.</param>
/// <param name="Tokens">Tokens of the passage that were read, special ones included; 0 for a blank passage.</param>
/// <param name="DroppedTokens">Tokens of the passage that did not fit.</param>
public sealed record BiEncoderPlace(int Rank, float? Similarity, int Tokens, int DroppedTokens);

/// <summary>Where a cross-encoder puts a passage.</summary>
/// <param name="Rank">From 1; by logit descending, then index; blank passages last.</param>
/// <param name="Score">What the model says of it.</param>
public sealed record CrossEncoderPlace(int Rank, RerankScore Score);

/// <summary>What a stage cost.</summary>
/// <param name="Elapsed">From its start to its end, tokenisation included.</param>
/// <param name="Runs">Model runs.</param>
public readonly record struct StageCost(TimeSpan Elapsed, int Runs);
