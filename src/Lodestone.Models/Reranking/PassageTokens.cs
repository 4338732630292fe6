namespace Lodestone.Models;

/// <summary>A passage's token ids, and where each is in its text; no places when only the ids are known.</summary>
internal readonly record struct PassageTokens(ReadOnlyMemory<int> Ids, ReadOnlyMemory<TextRange> Offsets);
