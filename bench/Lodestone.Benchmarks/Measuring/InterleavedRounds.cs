namespace Lodestone.Benchmarks;

/// <summary>Runs several systems in turn, A B C A B C, so that a drifting machine affects all of them equally.</summary>
internal static class InterleavedRounds
{
    // Worker threads of a run that has just ended may still be spinning, which must not slow the next system.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>One warm-up of every system, then the rounds that count.</summary>
    public static async Task<IReadOnlyList<Timings<TAnswer>>> RunAsync<TAnswer>(
        IReadOnlyList<IContestant<TAnswer>> contestants, int items, int warmUpItems, int rounds)
    {
        foreach (var contestant in contestants)
            Report("warm-up", contestant.Key, await contestant.RunAsync(warmUpItems));

        var seconds = contestants.Select(_ => new List<double>()).ToList();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (contestant, taken) in contestants.Zip(seconds))
            {
                // One system's garbage must not be collected in another's time.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                await Task.Delay(Pause);
                var elapsed = await contestant.RunAsync(items);
                taken.Add(elapsed.TotalSeconds);
                Report($"round {round} of {rounds}", contestant.Key, elapsed);
            }
        }

        var timings = new List<Timings<TAnswer>>();
        foreach (var (contestant, taken) in contestants.Zip(seconds))
            timings.Add(new Timings<TAnswer>(contestant.Key, contestant.Description, taken, await contestant.AnswerAsync()));
        return timings;
    }

    private static void Report(string round, string key, TimeSpan elapsed) =>
        BenchmarkContext.Progress($"  {round}: {key} {elapsed.TotalSeconds:0.000} s");
}
