namespace Lodestone.Benchmarks;

/// <summary>What searching for every query once gave.</summary>
/// <param name="Seconds">For all of them.</param>
/// <param name="Searches">How many there were.</param>
/// <param name="Recall">Of the exact ten nearest of each, the share found.</param>
internal sealed record VectorRound(double Seconds, int Searches, double Recall)
{
    public double Rate => Searches / Seconds;
}
