namespace Lodestone;

/// <summary>What became of a document in a batch.</summary>
/// <param name="Id">The document.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Added">The keys of its new passages; none when unchanged.</param>
/// <param name="Repeated">Whether the batch had written this id before: the last one stays.</param>
internal readonly record struct DocumentResult(string Id, WriteOutcome Outcome, KeyRange Added, bool Repeated);
