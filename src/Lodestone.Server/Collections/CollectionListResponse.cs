namespace Lodestone.Server.Collections;

/// <summary>The collections there are.</summary>
/// <param name="Collections">By name, in ordinal order.</param>
internal sealed record CollectionListResponse(IReadOnlyList<CollectionResponse> Collections);
