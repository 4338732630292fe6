using Lodestone.CrashDriver;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Cancellation;

/// <summary>Work that is called off at random moments leaves a collection that is whole and goes on.</summary>
public sealed class CancellationTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    [Theory]
    [InlineData(ModelsFixture.ExactUpTo)]
    [InlineData(80)]
    public async Task Collection_CancelledAtRandom_StaysWholeAndUsable(int exactUpTo)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(Limits.Seed + exactUpTo);
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var collection = await models.CreateAsync(folder["collection"], exactUpTo);
        await collection.UpsertAsync([Workload.Document("d0", 0)], cancellationToken: TestContext.Current.CancellationToken);
        state["d0"] = 0;
        var cancelled = 0;
        for (var turn = 1; turn <= Limits.Cancellations; turn++)
        {
            Dictionary<string, int>[] possible;
            using (var source = new CancellationTokenSource())
            {
                var (work, after) = Begin(collection, state, turn, random, source.Token);
                await Waiting.RandomMomentAsync(TimeSpan.FromMilliseconds(Math.Pow(10, random.NextDouble() * 3.2) / 8));
                await source.CancelAsync();
                try
                {
                    await work;
                    possible = after[^1..];
                }
                catch (OperationCanceledException)
                {
                    cancelled++;
                    possible = [state, .. after];
                }
            }

            var found = await StateOracle.ReadAsync(collection);
            state = Assert.Single(possible.DistinctBy(p => string.Join(' ', p.OrderBy(e => e.Key))), p =>
                p.Count == found.Count && !p.Except(found).Any());
            if (turn % 10 == 0)
                await StateOracle.AssertAsync(collection, state, [], random);
        }

        await StateOracle.AssertAsync(collection, state, [], random);
        Assert.True(cancelled > Limits.Cancellations / 4, $"Seed {Limits.Seed}: only {cancelled} of {Limits.Cancellations} were called off in time.");
    }

    // The states after it, if it is not called off: several when it commits batch by batch.
    private static (Task Work, Dictionary<string, int>[] After) Begin(
        Collection collection, Dictionary<string, int> state, int turn, Random random, CancellationToken cancel)
    {
        var kind = random.Next(5);
        var operation = kind switch
        {
            0 => Written(Operation.Upsert, random.Next(1, 60)),
            1 => Written(Operation.Index, 2_300),
            2 => new Operation(Operation.Delete, [.. Enumerable.Range(random.Next(60), 20).Select(i => $"d{i}")]),
            _ => new Operation(Operation.Save, []),
        };
        Task work = kind switch
        {
            0 => collection.UpsertAsync([.. operation.Written.Select(w => Workload.Document(w.Id, w.Version))], cancellationToken: cancel),
            1 => collection.IndexAsync(SourceAsync(operation), cancellationToken: cancel),
            2 => collection.DeleteAsync(operation.Arguments, cancel),
            3 => collection.SearchAsync(Workload.CommonWord, cancellationToken: cancel),
            _ => collection.ChangeBiEncoderAsync(
                turn % 2 == 0 ? ModelsFixture.OtherBiEncoder : ModelsFixture.BiEncoder, cancellationToken: cancel),
        };
        int[] parts = kind == 1 ? [.. OperationLog.BatchEnds(operation)] : [int.MaxValue];
        return (work, [.. parts.Select(p => operation.Apply(state, p))]);

        Operation Written(string what, int count) =>
            new(what, [.. Enumerable.Range(0, count).Select(i => Operation.Versioned($"d{i}", turn))]);
    }

    private static async IAsyncEnumerable<ReadItem> SourceAsync(Operation operation)
    {
        foreach (var (id, version) in operation.Written)
            yield return new ReadItem { Path = "memory", Document = Workload.Document(id, version) };
        await Task.CompletedTask;
    }
}
