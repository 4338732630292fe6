using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Lodestone.Indexing;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>Results as an application returns them: System.Text.Json with its defaults and with source generation.</summary>
public sealed class SearchResultJsonTests
{
    private static readonly Gen<MetadataValue> Values = Gen.OneOf(
        Pick("free", "2024-05-01").Select(MetadataValue.Of), Gen.Long.Select(MetadataValue.Of),
        Gen.Double[-1e9, 1e9].Select(MetadataValue.Of), Gen.Bool.Select(MetadataValue.Of), Gen.DateTimeOffset.Select(MetadataValue.Of),
        Pick("a", "b").Array[0, 3].Select(MetadataValue.Of));

    private static readonly Gen<StageScore?> Scores =
        Gen.Select(Gen.Bool, Gen.Double[-9, 9], Gen.Int[1, 9], (has, score, rank) => has ? new StageScore(score, rank) : (StageScore?)null);

    private static readonly Gen<Hit> Hits = Gen.Select(
        Gen.Int[1, 100], Gen.Double[0, 1], Gen.Dictionary(Pick("plan", "odd \"name\"", "n"), Values)[0, 3], Scores, Scores,
        Gen.Enum<RerankOutcome>(), (rank, score, metadata, bm25, logit, outcome) => new Hit
        {
            Rank = rank,
            FinalScore = score,
            DocumentId = $"d{rank}",
            Title = "T",
            Heading = "A > B",
            Text = "text",
            Passage = rank,
            Range = new TextRange(rank, rank + 4),
            Metadata = (IReadOnlyDictionary<string, MetadataValue>)metadata,
            Highlights = [new TextRange(0, 4)],
            Bm25 = bm25,
            Fused = new StageScore(score, rank),
            Logit = logit,
            Probability = logit is null ? null : score,
            DroppedTokens = rank,
            Outcome = outcome,
        });

    private static readonly Gen<SearchResult> Results = Hits.Array[0, 3].Select(hits => new SearchResult(
        "q", hits, 9, 3, new SearchTrace(
            TimeSpan.FromMilliseconds(3.5),
            [
                new StageTrace { Stage = StageTrace.Dense, Started = TimeSpan.Zero, Elapsed = TimeSpan.FromTicks(7), Count = 2 },
                new StageTrace { Stage = StageTrace.Rerank, Started = TimeSpan.Zero, Elapsed = TimeSpan.Zero, Failure = "lost" },
            ],
            SearchPath.ExactScan, false, ["notice"]))
    {
        UnknownFields = ["tenant"],
    });

    [Fact]
    public void Json_AnyResult_ComesBackEqual() => Results.Sample(
        result =>
        {
            var json = JsonSerializer.Serialize(result);
            var back = JsonSerializer.Deserialize<SearchResult>(json)!;
            AssertEqual(result, back);
            var generated = JsonSerializer.Serialize(result, ResultContext.Default.SearchResult);
            Assert.Equal(json, generated);
            AssertEqual(result, JsonSerializer.Deserialize(generated, ResultContext.Default.SearchResult)!);
        },
        iter: 500, threads: 1);

    [Fact]
    public async Task Json_ResultOfASearch_ComesBackEqual()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, TestContext.Current.CancellationToken);
        await collection.UpsertAsync(
            [new() { Id = "a", Title = "A", Text = "Some words.", Metadata = { ["order"] = (1L << 53) + 1, ["day"] = new DateOnly(2024, 5, 1) } }],
            cancellationToken: TestContext.Current.CancellationToken);
        var result = await collection.SearchAsync(
            "words", new() { Filter = Filter.Parse("tenant != 1") }, TestContext.Current.CancellationToken);
        AssertEqual(result, JsonSerializer.Deserialize<SearchResult>(JsonSerializer.Serialize(result))!);
        var web = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        AssertEqual(result, JsonSerializer.Deserialize<SearchResult>(JsonSerializer.Serialize(result, web), web)!);
    }

    // Records compare lists by reference, so lists are compared by their contents, and the records without them.
    private static void AssertEqual(SearchResult expected, SearchResult found)
    {
        Assert.Equal(expected with { Hits = found.Hits, Trace = found.Trace, UnknownFields = found.UnknownFields }, found);
        Assert.Equal(expected.UnknownFields, found.UnknownFields);
        Assert.Equal(expected.Trace with { Stages = found.Trace.Stages, Notices = found.Trace.Notices }, found.Trace);
        Assert.Equal(expected.Trace.Stages, found.Trace.Stages);
        Assert.Equal(expected.Trace.Notices, found.Trace.Notices);
        Assert.Equal(expected.Trace.Degraded, found.Trace.Degraded);
        Assert.Equal(expected.Hits.Count, found.Hits.Count);
        foreach (var (hit, back) in expected.Hits.Zip(found.Hits))
        {
            Assert.Equal(hit with { Metadata = back.Metadata, Highlights = back.Highlights }, back);
            Assert.Equal(hit.Metadata.OrderBy(m => m.Key), back.Metadata.OrderBy(m => m.Key));
            Assert.Equal(hit.Highlights, back.Highlights);
        }
    }

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);
}

/// <summary>What an application that is compiled ahead of time has.</summary>
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(Document))]
internal sealed partial class ResultContext : JsonSerializerContext;
