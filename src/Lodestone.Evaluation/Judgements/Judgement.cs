namespace Lodestone.Evaluation;

/// <summary>How relevant one document is to one query.</summary>
/// <param name="QueryId">The query's id.</param>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Level">
/// The grade: 0 for not relevant, more for more relevant. Negative: drawn for judging and not judged; it counts as unjudged.
/// </param>
public readonly record struct Judgement(string QueryId, string DocumentId, int Level);
