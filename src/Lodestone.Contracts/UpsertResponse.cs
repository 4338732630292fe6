namespace Lodestone.Contracts;

/// <summary>The result of a batch.</summary>
public sealed record UpsertResponse
{
    /// <summary>Documents that are new.</summary>
    public required int Added { get; init; }

    /// <summary>Documents that took the place of an older version.</summary>
    public required int Replaced { get; init; }

    /// <summary>Documents that were there to the letter, and cost nothing.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Documents of which a later one in the batch has the same id.</summary>
    public required int Superseded { get; init; }

    /// <summary>Passages that were written.</summary>
    public required int Passages { get; init; }

    /// <summary>Passages that were embedded; the others' texts had been before.</summary>
    public required int Embedded { get; init; }

    /// <summary>Tokens that no vector covers.</summary>
    public required int TokensDropped { get; init; }

    /// <summary>The collection's state after the batch.</summary>
    public required long Sequence { get; init; }

    /// <summary>Ids of documents without words: kept, but no search finds them.</summary>
    public required IReadOnlyList<string> WithoutWords { get; init; }
}
