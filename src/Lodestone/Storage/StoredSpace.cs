namespace Lodestone;

/// <summary>A vector space in a store.</summary>
/// <param name="Number">Its number in the store, never given again.</param>
/// <param name="Space">What it is of.</param>
/// <param name="State">Whether it is searched, being built, or being dropped.</param>
/// <param name="CompleteSince">The oldest sequence from which its changes can be read; an older index is rebuilt.</param>
/// <param name="Documents">Documents whose passages are in it.</param>
/// <param name="Passages">Passages in it.</param>
internal sealed record StoredSpace(long Number, VectorSpace Space, SpaceState State, long CompleteSince, long Documents, long Passages);
