using Lodestone.Models;

namespace Lodestone;

/// <summary>One passage that was found, and its way through every stage.</summary>
/// <remarks>A stage that the passage did not pass is null: it was not among what that stage found, or the stage did not run.</remarks>
public sealed record Hit
{
    /// <summary>The place in the result; 1 for the best. Counts on over pages.</summary>
    public required int Rank { get; init; }

    /// <summary>The score the result is ordered by: the combination of all stages that ran. Comparable within one result only.</summary>
    public required double FinalScore { get; init; }

    /// <summary>The document's id.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The document's title; an empty string if it has none.</summary>
    public required string Title { get; init; }

    /// <summary>The headings above the passage, outermost first, joined by " > "; an empty string if there are none.</summary>
    public required string Heading { get; init; }

    /// <summary>The passage's text.</summary>
    public required string Text { get; init; }

    /// <summary>Which passage of the document it is, from 0.</summary>
    public required int Passage { get; init; }

    /// <summary>Where the passage is in the document's text, in UTF-16 characters.</summary>
    public required TextRange Range { get; init; }

    /// <summary>The document's metadata.</summary>
    public required IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; }

    /// <summary>The stretches of <see cref="Text"/> with words of the query, as BM25 reads words, in order.</summary>
    public required IReadOnlyList<TextRange> Highlights { get; init; }

    /// <summary>BM25's view.</summary>
    public Bm25Place? Bm25 { get; init; }

    /// <summary>The bi-encoder's view.</summary>
    public SimilarityPlace? BiEncoder { get; init; }

    /// <summary>The place before reranking.</summary>
    public required FusedPlace Fused { get; init; }

    /// <summary>The cross-encoder's view.</summary>
    public RerankPlace? CrossEncoder { get; init; }

    /// <summary>Whether the cross-encoder read it, and if not, why.</summary>
    public required RerankOutcome Outcome { get; init; }
}
