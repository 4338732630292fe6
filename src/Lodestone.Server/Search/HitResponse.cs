using System.Text.Json.Serialization;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Search;

/// <summary>One passage that was found, and its way through every stage; null for a stage that it did not pass.</summary>
/// <param name="Rank">The place in the result; 1 for the best. Counts on over pages.</param>
/// <param name="FinalScore">The score the result is ordered by; comparable within one result only.</param>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Title">The document's title; empty if it has none.</param>
/// <param name="Heading">The headings above the passage, outermost first; empty if there are none.</param>
/// <param name="Text">The passage's text.</param>
/// <param name="Passage">Which passage of the document it is, from 0.</param>
/// <param name="Range">Start and end of the passage in the document's text, in UTF-16 characters from 0.</param>
/// <param name="Highlights">Starts and ends of words of the query in the passage's text, in UTF-16 characters from 0.</param>
/// <param name="Metadata">The document's metadata.</param>
/// <param name="Bm25">BM25's view.</param>
/// <param name="BiEncoder">The bi-encoder's view.</param>
/// <param name="Fused">The place before reranking.</param>
/// <param name="CrossEncoder">The cross-encoder's view.</param>
/// <param name="Outcome">Whether the cross-encoder read it, and if not, why.</param>
internal sealed record HitResponse(
    int Rank,
    double FinalScore,
    string DocumentId,
    string Title,
    string Heading,
    string Text,
    int Passage,
    int[] Range,
    int[][] Highlights,
    [property: JsonConverter(typeof(MetadataConverter))] IReadOnlyDictionary<string, MetadataValue> Metadata,
    ScorePlaceResponse? Bm25,
    SimilarityPlaceResponse? BiEncoder,
    ScorePlaceResponse Fused,
    RerankPlaceResponse? CrossEncoder,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<RerankOutcome>))] RerankOutcome Outcome)
{
    public static HitResponse Of(Hit hit) => new(
        hit.Rank,
        hit.FinalScore,
        hit.DocumentId,
        hit.Title,
        hit.Heading,
        hit.Text,
        hit.Passage,
        Ends(hit.Range),
        [.. hit.Highlights.Select(Ends)],
        hit.Metadata,
        hit.Bm25 is { } words ? new ScorePlaceResponse(words.Bm25Score, words.Rank) : null,
        hit.BiEncoder is { } meaning ? new SimilarityPlaceResponse(meaning.Similarity, meaning.Rank) : null,
        new ScorePlaceResponse(hit.Fused.FusedScore, hit.Fused.Rank),
        hit.CrossEncoder is { } read ? new RerankPlaceResponse(read.Logit, read.Probability, read.Rank, read.DroppedTokens) : null,
        hit.Outcome);

    private static int[] Ends(TextRange range) => [range.Start, range.End];
}
