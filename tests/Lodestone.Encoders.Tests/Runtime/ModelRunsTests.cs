using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Tests.Runtime;

public sealed class ModelRunsTests
{
    [Fact]
    public void BulkInterval_Default_IsEight() => Assert.Equal(8, ModelRuns.BulkInterval);

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-8)]
    public void BulkInterval_LessThanTwo_IsRefusedAndChangesNothing(int interval)
    {
        var error = Assert.Throws<InvalidRangeException>(() => ModelRuns.BulkInterval = interval);
        Assert.Equal(nameof(ModelRuns.BulkInterval), error.ParamName);
        Assert.Equal(8, ModelRuns.BulkInterval);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    public void BulkInterval_OfAQueue_IsTheShareOfBulkWork(int interval)
    {
        var queue = new RunQueue { BulkInterval = interval };
        var bulk = new RunJob([.. Enumerable.Range(0, 100)], (_, _) => { }, null, CancellationToken.None);
        queue.Add(new RunJob([.. Enumerable.Range(0, 100 * interval)], (_, _) => { }, null, CancellationToken.None), WorkPriority.Interactive);
        queue.Add(bulk, WorkPriority.Bulk);
        var order = new List<bool>();
        for (var i = 0; i < 100 * interval; i++)
        {
            Assert.True(queue.TryTake(out var job, out _));
            order.Add(job == bulk);
        }

        Assert.All(order.Chunk(interval), turn => Assert.Equal(interval - 1, Array.IndexOf(turn, true)));
        Assert.Equal(100, order.Count(isBulk => isBulk));
    }

    [Fact]
    public void Take_Tickets_AreInTheOrderOfTheirArrival()
    {
        long[] numbers = [.. Enumerable.Range(0, 100).Select(_ => WorkTicket.Take().Number)];
        Assert.Equal(numbers.Order().Distinct(), numbers);
    }
}
