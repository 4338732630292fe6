namespace Lodestone.Indexing;

/// <summary>The words of a query, sorted out against what a snapshot has.</summary>
internal sealed record QueryTerms(string[] Known, string[] Unknown, string[] Dropped, bool IsCut);
