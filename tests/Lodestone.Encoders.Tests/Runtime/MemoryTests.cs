using System.Diagnostics;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Runtime;

/// <summary>
/// Memory stays flat over many runs of mixed lengths. The long run with the bundled models is in bench/results/memory.md.
/// </summary>
[Collection(nameof(RunsAloneCollection))]
public sealed class MemoryTests
{
    [Fact]
    public async Task ScoreAsync_ManyRunsOfMixedLengths_AllocateLittleEach()
    {
        using var model = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));
        (string, string)[] pairs =
            [.. Enumerable.Range(0, 500).Select(i => ("a b c", string.Concat(Enumerable.Repeat("d e ", 1 + i % 30))))];
        await model.ScoreAsync(pairs, cancellationToken: TestContext.Current.CancellationToken);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var round = 0; round < 4; round++)
            await model.ScoreAsync(pairs, cancellationToken: TestContext.Current.CancellationToken);
        // Tokens, plan and score of a pair of 30 words come to less than 2 KB; activations of one run alone would be 60 times that.
        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / 2_000, 0, 4_096);
    }

    [Fact]
    public async Task ScoreAsync_TwentyThousandRuns_KeepTheProcessAsLargeAsTwoThousand()
    {
        using var model = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));
        (string, string)[] pairs =
            [.. Enumerable.Range(0, 1_000).Select(i => ("a b c", string.Concat(Enumerable.Repeat("d e ", 1 + i % 30))))];
        for (var round = 0; round < 2; round++)
            await model.ScoreAsync(pairs, cancellationToken: TestContext.Current.CancellationToken);
        var early = Resident();
        for (var round = 0; round < 18; round++)
            await model.ScoreAsync(pairs, cancellationToken: TestContext.Current.CancellationToken);
        // A leak of 2 KB a run would show as 36 MB.
        Assert.InRange(Resident() - early, long.MinValue, 30L * 1024 * 1024);
    }

    private static long Resident()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
