using Lodestone.Server.Admission;

namespace Lodestone.Server.Tests.Admission;

public sealed class SearchCostTests
{
    private const string Query = "who pays?";

    [Fact]
    public void Estimate_AtFirst_IsPassagesOfUsualLength()
    {
        var cost = new SearchCost();
        Assert.Equal(5 + (30 * 256), cost.Estimate(Query, new SearchOptions()));
        Assert.Equal(5 + (7 * 256), cost.Estimate(Query, new SearchOptions { Rerank = new SearchRerankOptions { Depth = 7 } }));
        Assert.Equal(5 + (8 * 256), cost.Estimate(Query, new SearchOptions { Candidates = 4, Top = 4 }));
        Assert.Equal(5, cost.Estimate(Query, new SearchOptions { Rerank = SearchRerankOptions.Off }));
        Assert.Equal(0, cost.Estimate(Query, new SearchOptions { Rerank = SearchRerankOptions.Off, Retrieval = RetrievalMode.Keyword }));
    }

    [Fact]
    public void Estimate_AfterSearches_IsWhatTheyCost()
    {
        var cost = new SearchCost();
        for (var i = 0; i < 60; i++)
            cost.Learn(Query, new SearchOptions(), 5 + (30 * 100));
        Assert.InRange(cost.Estimate(Query, new SearchOptions()), 5 + (30 * 100), 5 + (30 * 101));
        cost.Learn(Query, new SearchOptions { Rerank = SearchRerankOptions.Off }, 5);
        cost.Learn(Query, new SearchOptions(), 0);
        Assert.InRange(cost.Estimate(Query, new SearchOptions()), 5 + (30 * 89), 5 + (30 * 92));
    }
}
