namespace Lodestone.Contracts;

/// <summary>The result of a batch.</summary>
public sealed record UpsertResponse
{
    /// <summary>The number of new documents.</summary>
    public required int Added { get; init; }

    /// <summary>The number of documents that replaced an older version.</summary>
    public required int Replaced { get; init; }

    /// <summary>The number of identical documents, which were skipped.</summary>
    public required int Unchanged { get; init; }

    /// <summary>The number of documents superseded by a later one in the batch with the same id.</summary>
    public required int Superseded { get; init; }

    /// <summary>The number of passages written.</summary>
    public required int Passages { get; init; }

    /// <summary>The number of passages embedded; the texts of the others had been embedded before.</summary>
    public required int Embedded { get; init; }

    /// <summary>The number of tokens that no vector covers.</summary>
    public required int TokensDropped { get; init; }

    /// <summary>The collection's sequence after the batch.</summary>
    public required long Sequence { get; init; }

    /// <summary>Ids of documents without words: stored, but no search finds them.</summary>
    public required IReadOnlyList<string> WithoutWords { get; init; }
}
