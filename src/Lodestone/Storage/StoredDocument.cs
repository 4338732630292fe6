namespace Lodestone;

/// <summary>A document with its place in the store.</summary>
/// <param name="Number">Its number, by which passages refer to it.</param>
/// <param name="Sequence">The commit that wrote this version of it.</param>
/// <param name="Document">What was written.</param>
internal sealed record StoredDocument(long Number, long Sequence, Document Document);
