using System.ComponentModel.DataAnnotations;

namespace Lodestone.Contracts;

/// <summary>A query, and passages that both encoders rank.</summary>
public sealed record CompareRequest
{
    /// <summary>The query; not blank.</summary>
    [Length(1, RequestLimits.MaxQueryLength)]
    public required string Query { get; init; }

    /// <summary>The passages. A blank one is not read by a model and comes last.</summary>
    [Length(0, RequestLimits.MaxPassages)]
    public required IReadOnlyList<string> Passages { get; init; }
}
