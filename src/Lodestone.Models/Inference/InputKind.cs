namespace Lodestone.Models;

/// <summary>What a graph's input means, told by its name.</summary>
internal enum InputKind
{
    InputIds,
    TokenTypeIds,
    AttentionMask,
    PositionIds,
}
