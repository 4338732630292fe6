namespace Lodestone.Models;

/// <summary>What becomes of a delimiter when a text is split at it; the names are those of tokenizer.json.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}
