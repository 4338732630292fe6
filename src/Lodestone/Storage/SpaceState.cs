namespace Lodestone;

/// <summary>What a vector space is there for. The numbers are in the file.</summary>
internal enum SpaceState
{
    Building = 0,
    Active = 1,
    Dropped = 2,
}
