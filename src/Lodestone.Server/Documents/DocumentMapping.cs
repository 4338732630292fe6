using Lodestone.Server.Serialization;

namespace Lodestone.Server;

/// <summary>
/// Maps documents, and reports of writing them, to the shapes of <c>/v1/collections/{name}/documents</c> and of <c>--json</c>.
/// </summary>
public static class DocumentMapping
{
    /// <summary>The shape of a stored document.</summary>
    /// <param name="document">The document.</param>
    public static DocumentResponse ToResponse(this Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new DocumentResponse
        {
            Id = document.Id,
            Title = document.Title,
            Text = document.Text,
            Headings = [.. document.Headings.Select(h => new DocumentHeading { Start = h.Start, Level = h.Level, Text = h.Text })],
            Metadata = document.Metadata,
        };
    }

    /// <summary>The shape of a batch's report.</summary>
    /// <param name="report">The report.</param>
    public static UpsertResponse ToResponse(this UpsertReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new UpsertResponse
        {
            Added = report.Count(DocumentChange.Added),
            Replaced = report.Count(DocumentChange.Replaced),
            Unchanged = report.Count(DocumentChange.Unchanged),
            Superseded = report.Count(DocumentChange.Superseded),
            Passages = report.Passages,
            Embedded = report.Embedded,
            TokensDropped = report.TokensDropped,
            Sequence = report.Sequence,
            WithoutWords = report.WithoutWords,
        };
    }

    /// <summary>The shape of an indexing run's report; <see cref="IndexingResponse.Type"/> is null.</summary>
    /// <param name="report">The report.</param>
    public static IndexingResponse ToResponse(this IndexingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new IndexingResponse
        {
            Added = report.Added,
            Replaced = report.Replaced,
            Unchanged = report.Unchanged,
            Superseded = report.Superseded,
            SupersededIds = report.SupersededIds,
            Passages = report.Passages,
            Embedded = report.Embedded,
            TokensDropped = report.TokensDropped,
            Milliseconds = WireTime.Milliseconds(report.Elapsed),
            Sequence = report.Sequence,
            WithoutWords = report.WithoutWords,
            Problems = [.. report.Problems.Select(Problem)],
            Notes = [.. report.Noted.SelectMany(item => item.Notes.Select(note => Note(item, note)))],
        };
    }

    private static ReadProblemResponse Problem(ReadProblem problem) =>
        new() { Path = problem.Path, Line = problem.Line, Kind = problem.Kind, Reason = problem.Reason };

    private static ReadNoteResponse Note(ReadItem item, ReadNote note) =>
        new() { Path = item.Path, Line = item.Line, Kind = note.Kind, Message = note.Message };
}
