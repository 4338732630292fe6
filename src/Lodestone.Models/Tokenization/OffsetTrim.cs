namespace Lodestone.Models;

/// <summary>What byte-level post-processing does with the spaces a token's stretch begins or ends with.</summary>
internal enum OffsetTrim
{
    /// <summary>They stay in the stretch.</summary>
    None,

    /// <summary>They are left out.</summary>
    Spaces,

    /// <summary>They are left out, except at the start, where the space was added and is not in the text.</summary>
    SpacesAfterAddedPrefix,
}
