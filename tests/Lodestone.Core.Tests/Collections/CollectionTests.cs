using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Collections;

public sealed class CollectionTests(EncodersFixture encoders) : IClassFixture<EncodersFixture>
{
    private static readonly Document[] Documents =
    [
        new() { Id = "refunds", Title = "Refunds", Text = "Yearly plans are refunded in full within 14 days of payment.", Metadata = Plan("pro") },
        new() { Id = "currency", Title = "Currency", Text = "Prices are shown in the currency of your billing address.", Metadata = Plan("free") },
        new() { Id = "keys", Title = "API keys", Text = "Create a key under Settings. It is shown once.", Metadata = Plan("free") },
    ];

    [Fact]
    public async Task SearchAsync_AfterUpsert_TellsEveryStage()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        var report = await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, report.Count(DocumentChange.Added));
        var result = await collection.SearchAsync("can I get my money back", cancellationToken: TestContext.Current.CancellationToken);
        var best = result.Hits[0];
        Assert.Equal("refunds", best.DocumentId);
        Assert.Equal("Yearly plans are refunded in full within 14 days of payment.", best.Text);
        Assert.Equal(RerankOutcome.Reranked, best.Outcome);
        Assert.NotNull(best.Similarity);
        Assert.NotNull(best.Logit);
        Assert.Equal([1, 2, 3], result.Hits.Select(h => h.Rank));
        Assert.False(result.Trace.Degraded);
        Assert.Equal(
            [StageTrace.Dense, StageTrace.Embed, StageTrace.Fuse, StageTrace.Keyword, StageTrace.Rerank, StageTrace.Show],
            result.Trace.Stages.Select(s => s.Stage).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stats_FewVectors_CountTheRoomTheyTake()
    {
        using var folder = new TemporaryFolder();
        await using (var collection = await encoders.OpenAsync(folder.Path))
            await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        await using var again = await encoders.OpenAsync(folder.Path);
        Assert.InRange((await again.StatsAsync(TestContext.Current.CancellationToken)).IndexBytes, 3 * 384 * sizeof(float), 100_000);
    }

    [Fact]
    public async Task Writing_WhatCannotBeMeant_IsTheCallersMistake()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => collection.DeleteAsync(["a", null!], TestContext.Current.CancellationToken));
        var tooLong = new Document { Id = "a", Title = "b", Text = new string('x', Document.MaxTextLength) };
        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(
            () => collection.UpsertAsync([tooLong], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCodes.DocumentInvalid, refused.Code);
        Assert.Contains("16777216 are accepted", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_Again_FindsTheSame()
    {
        using var folder = new TemporaryFolder();
        SearchResult before;
        await using (var collection = await encoders.OpenAsync(folder.Path))
        {
            await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
            before = await collection.SearchAsync("currency of prices", cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var again = await encoders.OpenAsync(folder.Path);
        Assert.Empty(again.Notices);
        var after = await again.SearchAsync("currency of prices", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(before.Hits.Select(h => (h.DocumentId, h.FinalScore)), after.Hits.Select(h => (h.DocumentId, h.FinalScore)));
    }

    [Fact]
    public async Task UpsertAsync_SameDocuments_CostsNothing()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        var report = await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, report.Count(DocumentChange.Unchanged));
        Assert.Equal((0, 0), (report.Passages, report.Embedded));
    }

    [Fact]
    public async Task UpsertAsync_SameIdTwice_TakesTheLastAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        var report = await collection.UpsertAsync(
            [Documents[0], Documents[0] with { Text = "No refunds." }], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([DocumentChange.Superseded, DocumentChange.Added], report.Changes);
        Assert.Equal("No refunds.", (await collection.GetAsync("refunds", TestContext.Current.CancellationToken))!.Text);
        Assert.Equal(1, await collection.CountAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task UpsertAsync_SameTextInTwoDocuments_IsEmbeddedOnce()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        var report = await collection.UpsertAsync(
            [Documents[0], Documents[0] with { Id = "copy" }], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((2, 1), (report.Passages, report.Embedded));
        report = await collection.UpsertAsync([Documents[0] with { Id = "again" }], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((1, 0), (report.Passages, report.Embedded));
    }

    [Fact]
    public async Task DeleteAsync_ByIdAndFilter_HidesAtOnce()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, await collection.DeleteAsync(["refunds", "nowhere"], TestContext.Current.CancellationToken));
        var result = await collection.SearchAsync("refunds", cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(result.Hits, h => h.DocumentId == "refunds");
        Assert.Equal(2, await collection.DeleteAsync(Filter.Parse("plan = \"free\""), TestContext.Current.CancellationToken));
        Assert.Equal(0, await collection.CountAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty((await collection.SearchAsync("key", cancellationToken: TestContext.Current.CancellationToken)).Hits);
        Assert.True((await collection.CheckAsync(cancellationToken: TestContext.Current.CancellationToken)).IsClean);
    }

    [Fact]
    public async Task SearchAsync_Filter_GivesAllThatMatch()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        var options = new SearchOptions { Filter = Filter.Parse("plan = \"free\"") };
        var result = await collection.SearchAsync("refund", options, TestContext.Current.CancellationToken);
        Assert.Equal(["currency", "keys"], result.Hits.Select(h => h.DocumentId).Order(StringComparer.Ordinal));
        options = options with { Filter = Filter.Parse("colour = \"red\"") };
        Assert.Equal(["colour"], (await collection.SearchAsync("refund", options, TestContext.Current.CancellationToken)).UnknownFields);
        options = options with { Strict = true };
        var error = await Assert.ThrowsAsync<FilterException>(
            () => collection.SearchAsync("refund", options, TestContext.Current.CancellationToken));
        Assert.Contains("plan", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchAsync_Top_ChangesNeitherCandidatesNorOrder()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        var all = await collection.SearchAsync("price", cancellationToken: TestContext.Current.CancellationToken);
        var one = await collection.SearchAsync("price", new() { Top = 1 }, TestContext.Current.CancellationToken);
        var second = await collection.SearchAsync("price", new() { Top = 1, Skip = 1 }, TestContext.Current.CancellationToken);
        Assert.Equal(all.Hits.Take(2).Select(Told), one.Hits.Concat(second.Hits).Select(Told));
        static (int, string, double, double) Told(Hit hit) => (hit.Rank, hit.DocumentId, hit.FinalScore, hit.Fused.Score);
    }

    [Fact]
    public async Task SearchAsync_NoBudgetLeft_KeepsFusedOrderAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        var result = await collection.SearchAsync(
            "price", new() { Budget = TimeSpan.Zero }, TestContext.Current.CancellationToken);
        Assert.All(result.Hits, h => Assert.Equal(RerankOutcome.OutOfTime, h.Outcome));
        Assert.Equal(result.Hits.Select(h => h.Fused.Rank), result.Hits.Select(h => h.Rank));
        Assert.Contains(result.Trace.Stages, s => s is { Stage: StageTrace.Rerank, Skipped: not null });
    }

    [Fact]
    public async Task SearchAsync_QueryThatLeavesNoRoomForPassages_KeepsFusedOrderAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
        var query = string.Join(' ', Enumerable.Repeat("refund of yearly plans", 500));
        var result = await collection.SearchAsync(query, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("refunds", result.Hits[0].DocumentId);
        Assert.All(result.Hits, h => Assert.Null(h.Logit));
        Assert.Contains("512", Assert.Single(result.Trace.Stages, s => s.Failure is not null).Failure, StringComparison.Ordinal);
        Assert.Contains(result.Trace.Notices, n => n.Contains("bi-encoder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SearchAsync_EmptyCollection_IsEmpty()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await encoders.OpenAsync(folder.Path);
        Assert.Empty((await collection.SearchAsync("anything", cancellationToken: TestContext.Current.CancellationToken)).Hits);
    }

    [Fact]
    public async Task SearchAsync_ReaderBesideWriter_SeesWhatIsCommitted()
    {
        using var folder = new TemporaryFolder();
        await using var writer = await encoders.OpenAsync(folder.Path);
        await writer.UpsertAsync([Documents[0]], cancellationToken: TestContext.Current.CancellationToken);
        await using var reader = await encoders.OpenAsync(folder.Path, readOnly: true);
        Assert.Single((await reader.SearchAsync("refund", cancellationToken: TestContext.Current.CancellationToken)).Hits);
        await writer.UpsertAsync(Documents[1..], cancellationToken: TestContext.Current.CancellationToken);
        await writer.DeleteAsync(["refunds"], TestContext.Current.CancellationToken);
        var result = await reader.SearchAsync("refund", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["currency", "keys"], result.Hits.Select(h => h.DocumentId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ChangeBiEncoderAsync_OtherModel_SwitchesWhenAllIsEmbedded()
    {
        using var folder = new TemporaryFolder();
        await using (var collection = await encoders.OpenAsync(folder.Path))
        {
            await collection.UpsertAsync(Documents, cancellationToken: TestContext.Current.CancellationToken);
            await collection.ChangeBiEncoderAsync("all-minilm-l6-v2", cancellationToken: TestContext.Current.CancellationToken);
            var result = await collection.SearchAsync("refund", cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal("refunds", result.Hits[0].DocumentId);
            Assert.Equal("all-minilm-l6-v2", (await collection.StatsAsync(TestContext.Current.CancellationToken)).BiEncoder);
            await collection.UpsertAsync([Documents[0] with { Id = "more" }], cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var again = await encoders.OpenAsync(folder.Path);
        Assert.Empty(again.Notices);
        Assert.Equal(4, (await again.SearchAsync("refund", cancellationToken: TestContext.Current.CancellationToken)).Hits.Count);
        Assert.True((await again.CheckAsync(cancellationToken: TestContext.Current.CancellationToken)).IsClean);
    }

    private static Dictionary<string, MetadataValue> Plan(string plan) => new() { ["plan"] = MetadataValue.Of(plan) };
}
