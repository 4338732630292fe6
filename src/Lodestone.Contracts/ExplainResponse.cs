using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>How much each part of a passage counts for the scores of both encoders, found by leaving the part out.</summary>
public sealed record ExplainResponse
{
    /// <summary>The bi-encoder's explanation; its score and contributions are cosines.</summary>
    public required ExplanationResponse BiEncoder { get; init; }

    /// <summary>The cross-encoder's explanation; its score and contributions are logits.</summary>
    public required ExplanationResponse CrossEncoder { get; init; }
}

/// <summary>The explanation of one encoder's score.</summary>
public sealed record ExplanationResponse
{
    /// <summary>The encoder's name.</summary>
    public required string Model { get; init; }

    /// <summary>The score of the whole passage; null for a blank one, which no model reads.</summary>
    public required float? Score { get; init; }

    /// <summary>The kind of the parts.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<PassageParts>))]
    public required PassageParts Unit { get; init; }

    /// <summary>Whether neighbouring words or sentences were joined, because there are more than parts were accepted.</summary>
    public required bool Joined { get; init; }

    /// <summary>The range of the passage that the model read; there are no parts outside of it.</summary>
    public required WindowResponse Read { get; init; }

    /// <summary>The number of model runs for the passage.</summary>
    public required int Runs { get; init; }

    /// <summary>The time of the explanation.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The parts in the passage's order; they do not overlap.</summary>
    public required IReadOnlyList<ExplainedPartResponse> Parts { get; init; }
}

/// <summary>One part of an explained passage.</summary>
public sealed record ExplainedPartResponse
{
    /// <summary>The index of its first UTF-16 character.</summary>
    public required int Start { get; init; }

    /// <summary>The index after its last UTF-16 character.</summary>
    public required int End { get; init; }

    /// <summary>
    /// The score of the whole passage minus the score without the part: positive for a part that speaks for the passage. Null when nothing
    /// would be left without it.
    /// </summary>
    public required float? Contribution { get; init; }
}
