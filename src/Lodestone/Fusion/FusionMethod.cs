namespace Lodestone;

/// <summary>How the keyword list and the bi-encoder's list become one.</summary>
public enum FusionMethod
{
    /// <summary>Both scores are brought to 0 to 1 over their own list, weighed and added.</summary>
    MinMax,

    /// <summary>Ranks alone count: the weighed sum of 1 / (constant + rank) (Cormack et al., SIGIR 2009).</summary>
    ReciprocalRank,
}
