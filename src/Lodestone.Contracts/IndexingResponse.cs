using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The result of an indexing run.</summary>
public sealed record IndexingResponse
{
    /// <summary><c>report</c> on the last line of an upload's answer; absent elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>Documents that are new.</summary>
    public required int Added { get; init; }

    /// <summary>Documents that took the place of an older version.</summary>
    public required int Replaced { get; init; }

    /// <summary>Documents that were there to the letter, and cost nothing.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Documents of which a later one of the same run has the same id.</summary>
    public required int Superseded { get; init; }

    /// <summary>The first of those ids.</summary>
    public required IReadOnlyList<string> SupersededIds { get; init; }

    /// <summary>Passages that were written.</summary>
    public required int Passages { get; init; }

    /// <summary>Passages that were embedded; the others' texts had been before.</summary>
    public required int Embedded { get; init; }

    /// <summary>Tokens that no vector covers.</summary>
    public required int TokensDropped { get; init; }

    /// <summary>How long it took.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The collection's state after the last batch; 0 if there was none.</summary>
    public required long Sequence { get; init; }

    /// <summary>Ids of documents without words: kept, but no search finds them.</summary>
    public required IReadOnlyList<string> WithoutWords { get; init; }

    /// <summary>The files and records that could not be read, with the reason.</summary>
    public required IReadOnlyList<ReadProblemResponse> Problems { get; init; }

    /// <summary>Notes on documents that were read.</summary>
    public required IReadOnlyList<ReadNoteResponse> Notes { get; init; }
}

/// <summary>A file, or a record of one, that could not be read. The rest went on.</summary>
public sealed record ReadProblemResponse
{
    /// <summary>The file; <c>body</c> for the body of a request.</summary>
    public required string Path { get; init; }

    /// <summary>The line on which the record begins, from 1; null when the problem is the file's.</summary>
    public required long? Line { get; init; }

    /// <summary>The reason, for a program.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<ReadProblemKind>))]
    public required ReadProblemKind Kind { get; init; }

    /// <summary>The reason, for a person.</summary>
    public required string Reason { get; init; }
}

/// <summary>Something that happened to a document on its way in, and did not keep it from being read.</summary>
public sealed record ReadNoteResponse
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The line on which the record begins, from 1; null for a file that is one document.</summary>
    public required long? Line { get; init; }

    /// <summary>The kind of note, for a program.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<ReadNoteKind>))]
    public required ReadNoteKind Kind { get; init; }

    /// <summary>The note, for a person.</summary>
    public required string Message { get; init; }
}

/// <summary>How far an upload has come: a line of its answer.</summary>
public sealed record UploadProgressResponse
{
    /// <summary>Always <c>progress</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Documents that are written: they stay, whatever comes.</summary>
    public required int Documents { get; init; }

    /// <summary>Passages of them that were written.</summary>
    public required int Passages { get; init; }

    /// <summary>Passages that were embedded, written or not.</summary>
    public required int Embedded { get; init; }
}

/// <summary>The reason that an upload ended early: the last line of its answer.</summary>
public sealed record UploadErrorResponse
{
    /// <summary>Always <c>error</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The problem that ended it.</summary>
    public required Problem Problem { get; init; }

    /// <summary>Documents that are written all the same, from the beginning of the upload.</summary>
    public required int Documents { get; init; }
}
