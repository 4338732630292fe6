namespace Lodestone;

/// <summary>What tells a passage from others and orders it among them: all that most candidates of a search are read for.</summary>
/// <param name="Key">Its key.</param>
/// <param name="DocumentId">The id of its document.</param>
/// <param name="Ordinal">Which passage of the document it is, from 0.</param>
internal sealed record PassagePlace(long Key, string DocumentId, int Ordinal);
