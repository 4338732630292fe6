namespace Lodestone;

/// <summary>How far an indexing run has come.</summary>
/// <param name="BytesRead">Bytes of the sources that were read.</param>
/// <param name="TotalBytes">Bytes of all sources; null when that is not known.</param>
/// <param name="Documents">Documents whose batches are committed.</param>
/// <param name="Passages">Passages of them that were written.</param>
/// <param name="Embedded">Passages that were embedded, committed or not.</param>
/// <param name="Elapsed">Since the start.</param>
public readonly record struct IndexingProgress(
    long BytesRead, long? TotalBytes, int Documents, int Passages, int Embedded, TimeSpan Elapsed);
