using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The same passages ranked by a bi-encoder and by a cross-encoder, with the costs.</summary>
public sealed record ComparisonResponse
{
    /// <summary>The query.</summary>
    public required string Query { get; init; }

    /// <summary>The bi-encoder's work.</summary>
    public required BiEncoderCostResponse BiEncoder { get; init; }

    /// <summary>The cross-encoder's work.</summary>
    public required CrossEncoderCostResponse CrossEncoder { get; init; }

    /// <summary>All passages, in the cross-encoder's order.</summary>
    public required IReadOnlyList<ComparedPassageResponse> Passages { get; init; }
}

/// <summary>The cost of the bi-encoder's half of a comparison.</summary>
public sealed record BiEncoderCostResponse
{
    /// <summary>Its name.</summary>
    public required string Model { get; init; }

    /// <summary>The time of all its work.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The time for the passages, which all queries share.</summary>
    public required double CorpusMilliseconds { get; init; }

    /// <summary>The time for the query, which every query needs.</summary>
    public required double QueryMilliseconds { get; init; }

    /// <summary>The number of model runs for the passages.</summary>
    public required int CorpusRuns { get; init; }

    /// <summary>The number of model runs for the query.</summary>
    public required int QueryRuns { get; init; }
}

/// <summary>The cost of the cross-encoder's half of a comparison, which every query has.</summary>
public sealed record CrossEncoderCostResponse
{
    /// <summary>Its name.</summary>
    public required string Model { get; init; }

    /// <summary>The time for the pairs.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The number of model runs.</summary>
    public required int Runs { get; init; }
}

/// <summary>One passage with the scores of both encoders.</summary>
public sealed record ComparedPassageResponse
{
    /// <summary>Its index in the caller's list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The caller's name for it; null when it has none.</summary>
    public required string? Id { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>The bi-encoder's rank and score.</summary>
    public required BiEncoderPlaceResponse BiEncoder { get; init; }

    /// <summary>The cross-encoder's rank and score.</summary>
    public required CrossEncoderPlaceResponse CrossEncoder { get; init; }

    /// <summary>The number of ranks by which the cross-encoder moved it up (positive) or down (negative).</summary>
    public required int Moved { get; init; }
}

/// <summary>The bi-encoder's rank and score of a passage.</summary>
public sealed record BiEncoderPlaceResponse
{
    /// <summary>The rank from 1; blank passages last.</summary>
    public required int Rank { get; init; }

    /// <summary>The cosine of query and passage, -1 to 1; null for a blank passage.</summary>
    public required float? Similarity { get; init; }

    /// <summary>The number of tokens read of the passage, including special ones; 0 for a blank passage.</summary>
    public required int Tokens { get; init; }

    /// <summary>The number of tokens of the passage that did not fit.</summary>
    public required int DroppedTokens { get; init; }
}

/// <summary>The cross-encoder's rank and score of a passage.</summary>
public sealed record CrossEncoderPlaceResponse
{
    /// <summary>The rank from 1; blank passages last.</summary>
    public required int Rank { get; init; }

    /// <summary>Whether it was scored, or the reason why not.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<PassageScoring>))]
    public required PassageScoring State { get; init; }

    /// <summary>The model's raw output, unbounded; null when it was not scored.</summary>
    public required float? Logit { get; init; }

    /// <summary>The logit as a probability, from 0 to 1; null when it was not scored.</summary>
    public required double? Probability { get; init; }

    /// <summary>The number of tokens read of the pair, including query and special ones; 0 when it was not scored.</summary>
    public required int Tokens { get; init; }

    /// <summary>The number of tokens of the passage that no run has read.</summary>
    public required int DroppedTokens { get; init; }

    /// <summary>The range of the passage, in UTF-16 characters, that the score covers; null when it was not scored.</summary>
    public required WindowResponse? Window { get; init; }
}

/// <summary>A range of a passage.</summary>
public sealed record WindowResponse
{
    /// <summary>The index of its first UTF-16 character.</summary>
    public required int Start { get; init; }

    /// <summary>The index after its last UTF-16 character.</summary>
    public required int End { get; init; }
}

/// <summary>Whether a passage was scored, or the reason why not.</summary>
public enum PassageScoring
{
    /// <summary>The model read it with the query and scored it.</summary>
    Scored,

    /// <summary>It has no words, so the model did not read it, and it comes last.</summary>
    Blank,

    /// <summary>The budget was spent before its turn.</summary>
    NotScored,
}
