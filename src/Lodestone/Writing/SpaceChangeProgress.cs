namespace Lodestone;

/// <summary>How far a change of the bi-encoder has come.</summary>
/// <param name="Documents">Documents that are embedded anew.</param>
/// <param name="TotalDocuments">Documents in the collection.</param>
public readonly record struct SpaceChangeProgress(long Documents, long TotalDocuments);
