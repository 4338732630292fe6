namespace Lodestone.Conformance.Tests;

/// <summary>The suites fail for what breaks the contract, and the collection for tests needs no model.</summary>
public sealed class SuiteTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reranker_ScoresByPosition_FailsTheSuite()
    {
        var suite = new PositionSuite();
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(suite.RerankAsync_OtherOrder_HasTheSameScores);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(suite.RerankAsync_BlankPassages_AreNotScoredAndComeLast);
        await suite.RerankAsync_NoPassages_HasAnEmptyResult();
    }

    [Fact]
    public void Suite_HiddenTest_Fails() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(new HidingSuite().Suite_Tests_AreAllRunAndNoneIsSkipped);

    [Fact]
    public async Task TemporaryCollection_Default_SearchesWithoutModelsAndLeavesNothing()
    {
        string folder;
        await using (var temporary = await TemporaryCollection.OpenAsync(cancellationToken: Token))
        {
            folder = temporary.Collection.Folder;
            await temporary.Collection.UpsertAsync(
                [new Document { Id = "a", Text = "red apples" }, new Document { Id = "b", Text = "green pears" }], cancellationToken: Token);
            var result = await temporary.Collection.SearchAsync("green pears", cancellationToken: Token);
            Assert.Equal("b", result.Hits[0].DocumentId);
            Assert.False(result.Trace.Degraded);
            Assert.Equal("words", result.Trace.Stages.Single(s => s.Stage == StageTrace.Rerank).Model);
        }

        Assert.False(Directory.Exists(folder));
    }

    private sealed class PositionSuite : RerankerConformance
    {
        protected override IReranker Create() => new ByPosition();
    }

    private sealed class ByPosition : IReranker
    {
        public Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(RerankResult.FromLogits([.. passages.Select((_, i) => (float?)i)]));
    }

    private sealed class HidingSuite : RerankerConformance
    {
        protected override IReranker Create() => new WordReranker();

#pragma warning disable xUnit1024, CA1822 // Hiding a test is what the suite has to notice.
        public new Task RerankAsync_Top_KeepsTheBest() => Task.CompletedTask;
#pragma warning restore xUnit1024, CA1822
    }
}
