namespace Lodestone;

/// <summary>A hit's place after the first stages were fused.</summary>
/// <param name="FusedScore">The fused score; its scale is the fusion's, and it is comparable within one result only.</param>
/// <param name="Rank">1 for the best.</param>
public readonly record struct FusedPlace(double FusedScore, int Rank);
