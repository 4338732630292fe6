namespace Lodestone.Benchmarks;

/// <summary>The results of searching for every query once.</summary>
/// <param name="Seconds">The time for all of them.</param>
/// <param name="Searches">The number of searches.</param>
/// <param name="Recall">The share of the exact ten nearest of each that was found.</param>
internal sealed record VectorRound(double Seconds, int Searches, double Recall)
{
    public double Rate => Searches / Seconds;
}
