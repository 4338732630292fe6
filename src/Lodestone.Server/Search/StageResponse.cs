using Lodestone.Server.Serialization;

namespace Lodestone.Server.Search;

/// <summary>What one stage of a search did.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="StartedMilliseconds">When it began, from the start of the search.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Count">How many candidates it gave.</param>
/// <param name="ModelRuns">How many model runs it needed.</param>
/// <param name="Tokens">How many tokens those runs read.</param>
/// <param name="CacheHits">How many of its answers came from a cache.</param>
/// <param name="Skipped">Why it did not run; null if it did.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
internal sealed record StageResponse(
    string Stage,
    double StartedMilliseconds,
    double Milliseconds,
    int Count,
    int ModelRuns,
    long Tokens,
    int CacheHits,
    string? Skipped,
    string? Failure)
{
    public static StageResponse Of(StageTrace stage) => new(
        stage.Stage,
        WireTime.Milliseconds(stage.Started),
        WireTime.Milliseconds(stage.Elapsed),
        stage.Count,
        stage.ModelRuns,
        stage.Tokens,
        stage.CacheHits,
        stage.Skipped,
        stage.Failure);
}
