using System.Text.Json.Serialization;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>What an indexing run did.</summary>
/// <param name="Type"><c>report</c> on the last line of an upload's answer; absent elsewhere.</param>
/// <param name="Added">Documents that are new.</param>
/// <param name="Replaced">Documents that took the place of an older version.</param>
/// <param name="Unchanged">Documents that were there to the letter, and cost nothing.</param>
/// <param name="Superseded">Documents of which a later one of the same run has the same id.</param>
/// <param name="SupersededIds">The first of those ids.</param>
/// <param name="Passages">Passages that were written.</param>
/// <param name="Embedded">Passages that were embedded; the others' texts had been before.</param>
/// <param name="TokensDropped">Tokens that no vector covers.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Sequence">The collection's state after the last batch; 0 if there was none.</param>
/// <param name="WithoutWords">Ids of documents without words: kept, but no search finds them.</param>
/// <param name="Problems">What could not be read, with the reason.</param>
/// <param name="Notes">What was read with a note.</param>
internal sealed record IndexingResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    int Added,
    int Replaced,
    int Unchanged,
    int Superseded,
    IReadOnlyList<string> SupersededIds,
    int Passages,
    int Embedded,
    int TokensDropped,
    double Milliseconds,
    long Sequence,
    IReadOnlyList<string> WithoutWords,
    IReadOnlyList<ReadProblemResponse> Problems,
    IReadOnlyList<ReadNoteResponse> Notes)
{
    public static IndexingResponse Of(IndexingReport report, string? type = null) => new(
        type,
        report.Added,
        report.Replaced,
        report.Unchanged,
        report.Superseded,
        report.SupersededIds,
        report.Passages,
        report.Embedded,
        report.TokensDropped,
        WireTime.Milliseconds(report.Elapsed),
        report.Sequence,
        report.WithoutWords,
        [.. report.Problems.Select(ReadProblemResponse.Of)],
        [.. report.Noted.SelectMany(item => item.Notes.Select(note => ReadNoteResponse.Of(item, note)))]);
}
