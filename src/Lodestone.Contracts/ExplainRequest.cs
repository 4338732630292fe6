using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>A query and a passage whose scores are explained.</summary>
public sealed record ExplainRequest
{
    /// <summary>The query; not blank.</summary>
    [Length(1, RequestLimits.MaxQueryLength)]
    public required string Query { get; init; }

    /// <summary>The passage. A blank one has no parts. Of a long one, the parts that a model reads are explained.</summary>
    public required string Passage { get; init; }

    /// <summary>
    /// The parts to leave out. Default: sentences when there are several and more words than <c>maxParts</c>, else words.
    /// </summary>
    [Description("The parts to leave out. Default: sentences when there are several and more words than `maxParts`, else words.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<PassageParts>))]
    public PassageParts? Unit { get; init; }

    /// <summary>The start of the range whose parts are left out, in UTF-16 characters. Default: the passage's.</summary>
    [Range(0, int.MaxValue)]
    public int? Start { get; init; }

    /// <summary>The end of that range, exclusive, not below its start. Default: the passage's.</summary>
    [Range(0, int.MaxValue)]
    public int? End { get; init; }

    /// <summary>
    /// The maximum number of parts; each costs one run of each model. Neighbours are joined to stay below it. Default: 100.
    /// </summary>
    [Range(1, RequestLimits.MaxExplainedParts)]
    public int? MaxParts { get; init; }
}

/// <summary>The kind of parts of a passage.</summary>
public enum PassageParts
{
    /// <summary>Words, and single ideographs.</summary>
    Words,

    /// <summary>Sentences.</summary>
    Sentences,
}
