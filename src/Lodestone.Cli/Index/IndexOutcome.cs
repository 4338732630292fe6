namespace Lodestone.Cli.Index;

/// <summary>What <c>index</c> did.</summary>
internal sealed record IndexOutcome
{
    /// <summary>The collection's folder, as it was named.</summary>
    public required string Collection { get; init; }

    public required string BiEncoder { get; init; }

    /// <summary>Documents in the collection now.</summary>
    public required long Documents { get; init; }

    /// <summary>What opening the collection had to do.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>The bi-encoder before it was changed; null if it was not.</summary>
    public string? FormerBiEncoder { get; init; }

    /// <summary>What was read and written; null when no path was given.</summary>
    public IndexingReport? Report { get; init; }
}
