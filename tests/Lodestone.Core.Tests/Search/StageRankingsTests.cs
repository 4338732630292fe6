using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

public sealed class StageRankingsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5, 3)]
    [InlineData(5, 30)]
    [InlineData(100, 30)]
    public async Task RankByStageAsync_DocumentsOfManyPassages_GivesWhatASearchOfEachStageGives(int candidates, int depth)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder.Path);
        var all = new SearchOptions { Top = candidates, Candidates = candidates, Rerank = new SearchRerankOptions { Depth = depth } };
        var first = all with { Rerank = SearchRerankOptions.Off };
        foreach (var query in new[] { "apple harbour", "pears and 7", "the window is open" })
        {
            var stages = await collection.RankByStageAsync(query, new() { Candidates = candidates, Rerank = all.Rerank }, Token);
            await SameAsync(first with { Retrieval = RetrievalMode.Keyword }, stages.Bm25, h => h.Bm25!.Value.Score);
            await SameAsync(first with { Retrieval = RetrievalMode.Dense }, stages.Similarity, h => h.Similarity!.Value.Score);
            await SameAsync(first, stages.Fused, h => h.Fused.Score);
            await SameAsync(all, stages.Final, h => h.FinalScore);
            Assert.Equal(Math.Min(depth, Count(stages, StageTrace.Fuse)), Count(stages, StageTrace.Rerank));

            async Task SameAsync(SearchOptions options, IReadOnlyList<RankedDocument> ranking, Func<Hit, double> score)
            {
                var hits = (await collection.SearchAsync(query, options, Token)).Hits;
                Assert.NotEmpty(hits);
                Assert.Equal(
                    hits.Select(h => (h.DocumentId, (int?)h.Passage, score(h))),
                    ranking.Take(candidates).Select(h => (h.DocumentId, h.Passage, h.Score)));
            }
        }
    }

    [Fact]
    public async Task RankByStageAsync_CrossEncoder_RanksDocumentsByTheirBestLogit()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder.Path);
        var passages = await collection.SearchAsync("apple harbour", new() { Top = 200, PassagesPerDocument = 0 }, Token);
        var best = passages.Hits.Where(h => h.Logit is not null).GroupBy(h => h.DocumentId)
            .Select(d => (Document: d.Key, Logit: d.Max(h => (float)h.Logit!.Value.Score)))
            .OrderByDescending(d => d.Logit).ThenBy(d => d.Document, StringComparer.Ordinal);
        var stages = await collection.RankByStageAsync("apple harbour", cancellationToken: Token);
        Assert.Equal(best, stages.Logit.Select(h => (h.DocumentId, (float)h.Score)));
        Assert.True(passages.Hits.Count > stages.Final.Count);
    }

    [Fact]
    public async Task RankByStageAsync_KeywordAlone_LeavesTheOthersEmpty()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder.Path);
        var options = new SearchOptions { Retrieval = RetrievalMode.Keyword, Rerank = SearchRerankOptions.Off, Top = 1 };
        var stages = await collection.RankByStageAsync("apple", options, Token);
        Assert.Empty(stages.Similarity);
        Assert.Empty(stages.Logit);
        Assert.Equal(stages.Bm25.Select(h => h.DocumentId), stages.Final.Select(h => h.DocumentId));
        Assert.True(stages.Final.Count > 1);
    }

    [Fact]
    public async Task SearchAsync_PagesUpToAllCandidates_AreOneList()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder.Path);
        var options = new SearchOptions { Candidates = 12, PassagesPerDocument = 0 };
        var all = await collection.SearchAsync("apple harbour", options with { Top = options.MostHits }, Token);
        Assert.True(all.Hits.Count > options.Candidates);
        var paged = new List<Hit>();
        for (var skip = 0; skip < options.MostHits; skip += 8)
            paged.AddRange((await collection.SearchAsync("apple harbour", options with { Top = 8, Skip = skip }, Token)).Hits);
        Assert.Equal(all.Hits.Select(Place), paged.Select(Place));

        static (int, string, int, double) Place(Hit hit) => (hit.Rank, hit.DocumentId, hit.Passage, hit.FinalScore);
    }

    private static int Count(StageRankings stages, string stage) => stages.Trace.Stages.Single(s => s.Stage == stage).Count;

    private static async Task<Collection> OpenAsync(string folder)
    {
        string[] words = ["apple", "harbour", "pears", "window", "ferry", "invoice", "the", "open"];
        var collection = await Collection.OpenAsync(folder, TinyModels.Options, Token);
        await collection.UpsertAsync(
            [.. Enumerable.Range(0, 15).Select(d => new Document
            {
                Id = $"d{(d * 7) % 15:00}",
                Text = string.Join("\n\n", Enumerable.Range(0, (d % 4) + 1).Select(p => string.Join(
                    ' ', Enumerable.Range(0, 60).Select(w => $"{words[((w * w) + (d * p) + d) % words.Length]} {(w + d) % 9}")))),
            })],
            cancellationToken: Token);
        return collection;
    }
}
