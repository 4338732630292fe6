namespace Lodestone.Server.Collections;

/// <summary>One collection of the list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Documents">Documents; null when it cannot be opened.</param>
/// <param name="Passages">Passages; null when it cannot be opened.</param>
/// <param name="BiEncoder">The bi-encoder it is embedded with; null when it cannot be opened.</param>
/// <param name="Problem">Why it cannot be opened; null when it can.</param>
internal sealed record CollectionResponse(string Name, long? Documents, long? Passages, string? BiEncoder, string? Problem);
