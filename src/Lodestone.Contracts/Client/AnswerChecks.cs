using System.Text.Json;
using Lodestone.Contracts.OpenAi;

namespace Lodestone.Contracts.Client;

/// <summary>The facts of an answer that its type does not say, so that a caller may rely on them.</summary>
internal static class AnswerChecks
{
    /// <summary>Whether a line of a stream names this type.</summary>
    public static bool IsA(JsonElement line, string type) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("type", out var named) && named.ValueEquals(type);

    /// <summary>Ranges are pairs, and those of words lie within the passage.</summary>
    /// <exception cref="LodestoneClientException">They are not.</exception>
    public static SearchResponse Search(ServerAddress address, SearchResponse result)
    {
        foreach (var hit in result.Hits)
        {
            Ensure(address, IsRange(hit.Range, int.MaxValue), "a hit's range is no start and end.");
            Ensure(
                address, hit.Highlights.All(h => IsRange(h, hit.Text.Length)), "a hit's highlight is no part of its passage.");
        }

        return result;
    }

    /// <summary>The documents and the missing ids are those of the ids that do not remain, and some do not.</summary>
    /// <exception cref="LodestoneClientException">They are not.</exception>
    public static void Documents(ServerAddress address, string[] asked, GetResponse read)
    {
        var isEnd = read.Remaining.Count < asked.Length &&
            read.Remaining.SequenceEqual(asked[^read.Remaining.Count..], StringComparer.Ordinal);
        Ensure(address, isEnd, "the ids that remain are not the last of those asked for.");
        var told = read.Documents.Select(d => d.Id).Concat(read.Missing).ToHashSet(StringComparer.Ordinal);
        var isTold = told.Count == read.Documents.Count + read.Missing.Count &&
            told.SetEquals(asked[..^read.Remaining.Count]);
        Ensure(address, isTold, "the documents are not those asked for.");
    }

    /// <summary>A page has no more documents than asked for, and the next one begins after its last.</summary>
    /// <exception cref="LodestoneClientException">It does not.</exception>
    public static void Page(ServerAddress address, ListRequest asked, DocumentPageResponse page)
    {
        Ensure(
            address, page.Documents.Count <= (asked.Top ?? RequestLimits.MaxPageDocuments), "a page has more documents than asked for.");
        Ensure(
            address,
            page.Next is null || (page.Documents.Count > 0 && page.Next == page.Documents[^1].Id && page.Next != asked.After),
            "the next page does not begin after this one.");
    }

    /// <summary>The facets are those of the request's fields, and none has more values than asked for or a count below zero.</summary>
    /// <exception cref="LodestoneClientException">They are not.</exception>
    public static void Facets(ServerAddress address, FacetsRequest asked, FacetsResponse result)
    {
        var areThose = result.Facets.Select(f => f.Field).SequenceEqual(asked.Fields, StringComparer.Ordinal);
        Ensure(address, areThose, "the facets are not those of the fields that were asked for.");
        var most = asked.Limit ?? RequestLimits.MaxFacetValues;
        var areCounts = result.Facets.All(f => f.Values.Count <= Math.Min(most, f.DistinctValues) &&
            f.Documents >= 0 && f.Values.All(v => v.Documents >= 0 && v.Value.Kind != MetadataKind.TextList));
        Ensure(address, areCounts, "a facet's counts or values are none that can be.");
    }

    /// <summary>Each index is one of the request's list, and there is none twice.</summary>
    /// <exception cref="LodestoneClientException">One is not.</exception>
    public static void Indexes(ServerAddress address, int[] indexes, int count, bool areAll)
    {
        var isEach = indexes.All(i => i >= 0 && i < count) && indexes.Distinct().Count() == indexes.Length;
        Ensure(address, isEach && (!areAll || indexes.Length == count), "the results are not those of the texts that were sent.");
    }

    /// <summary>The passages are those of the request, in the order of the cross-encoder's ranks, and each rank is there once.</summary>
    /// <exception cref="LodestoneClientException">They are not.</exception>
    public static void Comparison(ServerAddress address, ComparisonResponse result, int count)
    {
        Indexes(address, [.. result.Passages.Select(p => p.Index)], count, areAll: true);
        var ranks = Enumerable.Range(1, count);
        var areRanks = result.Passages.Select(p => p.CrossEncoder.Rank).SequenceEqual(ranks) &&
            result.Passages.Select(p => p.BiEncoder.Rank).Order().SequenceEqual(ranks);
        Ensure(address, areRanks, "the ranks of the passages are not 1 and so on.");
    }

    /// <summary>The parts are ranges of the passage, one behind the other.</summary>
    /// <exception cref="LodestoneClientException">They are not.</exception>
    public static void Explanation(ServerAddress address, ExplanationResponse result, int length)
    {
        var end = 0;
        foreach (var part in result.Parts)
        {
            Ensure(address, part.Start >= end && part.End > part.Start && part.End <= length, "a part is no part of the passage.");
            end = part.End;
        }
    }

    /// <summary>There is one embedding of equal dimensions for each text, in order.</summary>
    /// <exception cref="LodestoneClientException">There is not.</exception>
    public static void Embeddings(ServerAddress address, EmbeddingsResponse result, int count)
    {
        var areThose = result.Data.Count == count && result.Data.Select((e, i) => e.Index == i).All(isOne => isOne) &&
            result.Data.All(e => e.Embedding.Values.Length > 0 && e.Embedding.Values.Length == result.Data[0].Embedding.Values.Length) &&
            result.Data.All(e => !e.Embedding.Values.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue));
        Ensure(address, areThose, "the embeddings are not those of the texts that were sent.");
    }

    private static bool IsRange(IReadOnlyList<int> ends, int most) =>
        ends.Count == 2 && ends[0] >= 0 && ends[0] <= ends[1] && ends[1] <= most;

    private static void Ensure(ServerAddress address, bool holds, string found)
    {
        if (!holds)
            throw Failures.Unlike(address, found, 200);
    }
}
