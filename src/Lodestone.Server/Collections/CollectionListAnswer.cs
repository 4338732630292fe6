namespace Lodestone.Server;

/// <summary>The collections there are.</summary>
/// <param name="Collections">By name, in ordinal order.</param>
internal sealed record CollectionListAnswer(IReadOnlyList<CollectionAnswer> Collections);
