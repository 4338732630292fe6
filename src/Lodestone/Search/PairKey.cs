using Lodestone.Models;

namespace Lodestone;

/// <summary>A pair whose score is known. A passage's key is never given to another text, so it stands for its text.</summary>
internal readonly record struct PairKey(string Query, long Passage, LongPassages LongPassages);
