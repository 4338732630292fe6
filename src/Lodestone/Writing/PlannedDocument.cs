namespace Lodestone;

/// <summary>A document to be written.</summary>
/// <param name="Index">Its place among the documents that were given.</param>
/// <param name="Document">The document.</param>
/// <param name="Passages">Its passages; none when it has no words.</param>
/// <param name="Inputs">For each passage, the hash of what the bi-encoder reads.</param>
internal sealed record PlannedDocument(int Index, Document Document, IReadOnlyList<Passage> Passages, IReadOnlyList<InputHash> Inputs);
