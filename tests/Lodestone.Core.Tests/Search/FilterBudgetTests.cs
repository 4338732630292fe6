using Lodestone.Core.Tests.Collections;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>Searches whose time ends while their filter is evaluated.</summary>
public sealed class FilterBudgetTests(EncodersFixture encoders) : IClassFixture<EncodersFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_BudgetEndsInTheFilter_FailsWithItsCode()
    {
        using var folder = new TemporaryFolder();
        var clock = new SteppingTime();
        await using var collection = await OpenAsync(folder.Path, clock);
        var options = new SearchOptions { Filter = Filter.Parse("exists tags"), Rerank = SearchRerankOptions.Off };
        var all = await collection.SearchAsync("text", options, Token);
        Assert.NotEmpty(all.Hits);

        // Another filter, since the sets of filters are remembered.
        options = options with { Filter = Filter.Parse("exists tags or tags contains \"t0\""), Budget = TimeSpan.FromMilliseconds(1) };
        clock.Step = TimeSpan.FromSeconds(1);
        var failed = await Assert.ThrowsAsync<SearchFailedException>(() => collection.SearchAsync("text", options, Token));
        Assert.Equal(ErrorCodes.BudgetSpent, failed.Code);
        Assert.Contains("1 ms", failed.Message, StringComparison.Ordinal);

        // A filter that reads little is evaluated whatever the budget, and so is one that is remembered.
        var small = options with { Filter = Filter.Parse("tags contains \"t1\"") };
        Assert.Equal(Ids(all), Ids(await collection.SearchAsync("text", small, Token)));
        var known = options with { Filter = Filter.Parse("exists tags") };
        Assert.Equal(Ids(all), Ids(await collection.SearchAsync("text", known, Token)));

        static IEnumerable<string> Ids(SearchResult result) => result.Hits.Select(h => h.DocumentId);
    }

    private async Task<Collection> OpenAsync(string folder, TimeProvider clock)
    {
        var collection = await encoders.OpenAsync(folder, clock: clock);
        MetadataValue tags = MetadataValue.Of([.. Enumerable.Range(0, 150).Select(i => $"t{i}")]);
        await collection.UpsertAsync(
            [.. Enumerable.Range(0, 60).Select(i => new Document
            {
                Id = $"d{i}", Text = "text", Metadata = new Dictionary<string, MetadataValue> { ["tags"] = tags },
            })],
            cancellationToken: Token);
        return collection;
    }

    /// <summary>A clock that goes on by itself whenever it is looked at.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _ticks;

        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, Step.Ticks);
    }
}
