namespace Lodestone.Evaluation;

/// <summary>A document at its place in a ranking.</summary>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Score">
/// The number the system ranked by, on a scale of its own: more is better, and nothing else is made of it. From -1e37 to 1e37.
/// </param>
public readonly record struct RankedDocument(string DocumentId, double Score);
