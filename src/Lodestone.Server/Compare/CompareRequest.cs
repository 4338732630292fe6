using System.ComponentModel.DataAnnotations;

namespace Lodestone.Server.Compare;

/// <summary>A query, and passages that both encoders rank.</summary>
internal sealed record CompareRequest
{
    /// <summary>What is asked; not blank.</summary>
    [Length(1, SearchDefaults.MaxQueryLength)]
    public required string Query { get; init; }

    /// <summary>The passages. A blank one is given to no model and comes last.</summary>
    [Length(0, ServerDefaults.MaxPassages)]
    public required IReadOnlyList<string> Passages { get; init; }
}
