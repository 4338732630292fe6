using System.ComponentModel.DataAnnotations;

namespace Lodestone.Contracts;

/// <summary>The model and the passages with which a collection is embedded again.</summary>
public sealed record ReindexRequest
{
    /// <summary>The bi-encoder: a name of <c>/v1/models</c>. Default: the collection's.</summary>
    [Length(1, 200)]
    public string? BiEncoder { get; init; }

    /// <summary>The maximum tokens of a passage, title and headings included. Default: 256.</summary>
    [Range(16, 65_536)]
    public int? PassageTokens { get; init; }
}

/// <summary>The progress of embedding a collection again: a line of the response.</summary>
public sealed record ReindexProgressResponse
{
    /// <summary>Always <c>progress</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The number of documents embedded.</summary>
    public required long Documents { get; init; }

    /// <summary>The number of documents of the collection.</summary>
    public required long TotalDocuments { get; init; }
}

/// <summary>The result of embedding a collection again: the last line of the response.</summary>
public sealed record ReindexResponse
{
    /// <summary>Always <c>report</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The bi-encoder of the vectors now.</summary>
    public required string BiEncoder { get; init; }

    /// <summary>Whether the vectors were already of this model and these passages, so that nothing was embedded.</summary>
    public required bool AlreadyCurrent { get; init; }

    /// <summary>The number of documents that this request embedded.</summary>
    public required long Documents { get; init; }

    /// <summary>The number of documents that an earlier, interrupted request had embedded already.</summary>
    public required long Resumed { get; init; }

    /// <summary>The number of passages of the collection now.</summary>
    public required long Passages { get; init; }

    /// <summary>The number of passages that this request embedded.</summary>
    public required long Embedded { get; init; }

    /// <summary>The number of tokens that no vector covers.</summary>
    public required long TokensDropped { get; init; }

    /// <summary>The collection's sequence afterwards.</summary>
    public required long Sequence { get; init; }

    /// <summary>The duration of the work.</summary>
    public required double Milliseconds { get; init; }
}
