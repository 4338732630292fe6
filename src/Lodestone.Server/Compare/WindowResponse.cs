namespace Lodestone.Server.Compare;

/// <summary>A stretch of a passage.</summary>
/// <param name="Start">The index of its first UTF-16 character.</param>
/// <param name="End">The index after its last UTF-16 character.</param>
internal sealed record WindowResponse(int Start, int End);
