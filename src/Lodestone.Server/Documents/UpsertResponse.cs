namespace Lodestone.Server.Documents;

/// <summary>What a batch did.</summary>
/// <param name="Added">Documents that are new.</param>
/// <param name="Replaced">Documents that took the place of an older version.</param>
/// <param name="Unchanged">Documents that were there to the letter, and cost nothing.</param>
/// <param name="Superseded">Documents of which a later one in the batch has the same id.</param>
/// <param name="Passages">Passages that were written.</param>
/// <param name="Embedded">Passages that were embedded; the others' texts had been before.</param>
/// <param name="TokensDropped">Tokens that no vector covers.</param>
/// <param name="Sequence">The collection's state after the batch.</param>
/// <param name="WithoutWords">Ids of documents without words: kept, but no search finds them.</param>
internal sealed record UpsertResponse(
    int Added,
    int Replaced,
    int Unchanged,
    int Superseded,
    int Passages,
    int Embedded,
    int TokensDropped,
    long Sequence,
    IReadOnlyList<string> WithoutWords)
{
    public static UpsertResponse Of(UpsertReport report) => new(
        report.Count(DocumentChange.Added),
        report.Count(DocumentChange.Replaced),
        report.Count(DocumentChange.Unchanged),
        report.Count(DocumentChange.Superseded),
        report.Passages,
        report.Embedded,
        report.TokensDropped,
        report.Sequence,
        report.WithoutWords);
}
