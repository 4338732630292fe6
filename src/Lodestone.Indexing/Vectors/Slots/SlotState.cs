namespace Lodestone.Indexing;

/// <summary>What a slot is to a search.</summary>
internal enum SlotState : byte
{
    /// <summary>Nothing is here.</summary>
    Free,

    /// <summary>Being added: linked to, not yet returned.</summary>
    Pending,

    /// <summary>Found and returned.</summary>
    Live,

    /// <summary>Removed: routes, is not returned; freed by a repair.</summary>
    Removed,
}
