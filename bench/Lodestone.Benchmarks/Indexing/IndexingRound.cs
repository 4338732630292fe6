namespace Lodestone.Benchmarks;

/// <summary>One round: the same passages indexed, embedded by the bi-encoder alone, and skipped as unchanged.</summary>
/// <param name="Documents">The number of indexed documents.</param>
/// <param name="Embedded">The number of embedded texts, which are the distinct passages.</param>
/// <param name="Tokens">The number of their tokens, without special ones.</param>
/// <param name="IndexSeconds">The time from the file until everything is durable and searchable.</param>
/// <param name="RawSeconds">The time of the bi-encoder's own call over the same token ids.</param>
/// <param name="AgainSeconds">The time of indexing the same file once more.</param>
/// <param name="Faults">The unexpected results.</param>
internal sealed record IndexingRound(
    int Documents, int Embedded, long Tokens, double IndexSeconds, double RawSeconds, double AgainSeconds, IReadOnlyList<string> Faults)
{
    /// <summary>The rate of indexing as a share of the bi-encoder's.</summary>
    public double Share => RawSeconds / IndexSeconds;
}
