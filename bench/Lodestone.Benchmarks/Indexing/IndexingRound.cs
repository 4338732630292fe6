namespace Lodestone.Benchmarks;

/// <summary>One round: the same passages indexed, embedded by the bi-encoder alone, and found unchanged.</summary>
/// <param name="Documents">Documents that were indexed.</param>
/// <param name="Embedded">Texts that were embedded: passages that differ.</param>
/// <param name="Tokens">Their tokens, without special ones.</param>
/// <param name="IndexSeconds">From the file to the answer that all is durable and can be found.</param>
/// <param name="RawSeconds">The bi-encoder's own call over the same token ids.</param>
/// <param name="AgainSeconds">Indexing the same file once more.</param>
/// <param name="Faults">What was not as it should be.</param>
internal sealed record IndexingRound(
    int Documents, int Embedded, long Tokens, double IndexSeconds, double RawSeconds, double AgainSeconds, IReadOnlyList<string> Faults)
{
    /// <summary>The share of the bi-encoder's rate that indexing reaches.</summary>
    public double Share => RawSeconds / IndexSeconds;
}
