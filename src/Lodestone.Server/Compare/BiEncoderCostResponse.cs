using Lodestone.Server.Serialization;

namespace Lodestone.Server.Compare;

/// <summary>What the bi-encoder's half of a comparison cost.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Milliseconds">All of its work.</param>
/// <param name="CorpusMilliseconds">Its work on the passages: once for all queries.</param>
/// <param name="QueryMilliseconds">Its work on the query: each time.</param>
/// <param name="CorpusRuns">Model runs for the passages.</param>
/// <param name="QueryRuns">Model runs for the query.</param>
internal sealed record BiEncoderCostResponse(
    string Model, double Milliseconds, double CorpusMilliseconds, double QueryMilliseconds, int CorpusRuns, int QueryRuns)
{
    public static BiEncoderCostResponse Of(EncoderComparison comparison) => new(
        comparison.BiEncoderModel,
        WireTime.Milliseconds(comparison.Corpus.Elapsed + comparison.QueryEmbedding.Elapsed),
        WireTime.Milliseconds(comparison.Corpus.Elapsed),
        WireTime.Milliseconds(comparison.QueryEmbedding.Elapsed),
        comparison.Corpus.Runs,
        comparison.QueryEmbedding.Runs);
}
