using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The result of an indexing run.</summary>
public sealed record IndexingResponse
{
    /// <summary><c>report</c> on the last line of an upload's response; absent elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>The number of new documents.</summary>
    public required int Added { get; init; }

    /// <summary>The number of documents that replaced an older version.</summary>
    public required int Replaced { get; init; }

    /// <summary>The number of identical documents, which were skipped.</summary>
    public required int Unchanged { get; init; }

    /// <summary>The number of documents superseded by a later one of the same run with the same id.</summary>
    public required int Superseded { get; init; }

    /// <summary>The first of those ids.</summary>
    public required IReadOnlyList<string> SupersededIds { get; init; }

    /// <summary>The number of passages written.</summary>
    public required int Passages { get; init; }

    /// <summary>The number of passages embedded; the texts of the others had been embedded before.</summary>
    public required int Embedded { get; init; }

    /// <summary>The number of tokens that no vector covers.</summary>
    public required int TokensDropped { get; init; }

    /// <summary>The duration of the run.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The collection's sequence after the last batch; 0 without a batch.</summary>
    public required long Sequence { get; init; }

    /// <summary>Ids of documents without words: stored, but no search finds them.</summary>
    public required IReadOnlyList<string> WithoutWords { get; init; }

    /// <summary>The files and records that could not be read, with the reason.</summary>
    public required IReadOnlyList<ReadProblemResponse> Problems { get; init; }

    /// <summary>Notes on documents that were read.</summary>
    public required IReadOnlyList<ReadNoteResponse> Notes { get; init; }
}

/// <summary>A file, or a record of one, that could not be read and was skipped.</summary>
public sealed record ReadProblemResponse
{
    /// <summary>The file; <c>body</c> for the body of a request.</summary>
    public required string Path { get; init; }

    /// <summary>The line at which the record begins, from 1; null when the problem concerns the whole file.</summary>
    public required long? Line { get; init; }

    /// <summary>The reason, for a program.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<ReadProblemKind>))]
    public required ReadProblemKind Kind { get; init; }

    /// <summary>The reason, for a person.</summary>
    public required string Reason { get; init; }
}

/// <summary>A note on a document that was read.</summary>
public sealed record ReadNoteResponse
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The line at which the record begins, from 1; null for a file that is one document.</summary>
    public required long? Line { get; init; }

    /// <summary>The kind of note, for a program.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<ReadNoteKind>))]
    public required ReadNoteKind Kind { get; init; }

    /// <summary>The note, for a person.</summary>
    public required string Message { get; init; }
}

/// <summary>The progress of an upload: a line of its response.</summary>
public sealed record UploadProgressResponse
{
    /// <summary>Always <c>progress</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The number of documents written; they are durable.</summary>
    public required int Documents { get; init; }

    /// <summary>The number of passages written with them.</summary>
    public required int Passages { get; init; }

    /// <summary>The number of passages embedded, written or not.</summary>
    public required int Embedded { get; init; }
}

/// <summary>The reason why an upload ended early: the last line of its response.</summary>
public sealed record UploadErrorResponse
{
    /// <summary>Always <c>error</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The problem that ended it.</summary>
    public required Problem Problem { get; init; }

    /// <summary>The number of documents that are written nevertheless, from the beginning of the upload.</summary>
    public required int Documents { get; init; }
}
