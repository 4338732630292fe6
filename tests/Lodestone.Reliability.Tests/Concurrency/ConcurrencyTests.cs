using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Lodestone.CrashDriver;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Concurrency;

/// <summary>Writers, searches, a reader in this process and one in another, all at once.</summary>
public sealed class ConcurrencyTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    private const int Writers = 3;

    [Theory]
    [InlineData(ModelsFixture.ExactUpTo)]
    [InlineData(60)]
    public async Task Collection_WrittenReadAndSearchedAtOnce_LosesNothingAndShowsNoHalf(int exactUpTo)
    {
        using var folder = new TemporaryFolder();
        var run = new Run(models, folder, exactUpTo);
        await using var collection = await models.CreateAsync(folder["collection"], exactUpTo);
        await run.AllAsync(collection);
        TestContext.Current.SendDiagnosticMessage("{0}", run);
    }

    [Fact]
    public async Task UpsertAsync_SamePairFromSeveralWriters_IsNeverMixed()
    {
        using var folder = new TemporaryFolder();
        var cancel = TestContext.Current.CancellationToken;
        await using var collection = await models.CreateAsync(folder["collection"]);
        // Versions come back, so that one of a pair is often there to the letter when a batch is planned.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(
            async () =>
            {
                var random = new Random(writer);
                for (var i = 0; i < 60; i++)
                {
                    var pair = Pairs.Of(0, random.Next(2));
                    await collection.UpsertAsync(random.Next(3) == 0 ? [pair[1], pair[0]] : pair, cancellationToken: cancel);
                    await Pairs.CheckAsync(collection, 0, cancel);
                }
            },
            cancel)));
        Assert.Empty((await collection.CheckAsync(cancellationToken: cancel)).Problems);
    }

    [Fact]
    public async Task ChangeBiEncoderAsync_WhileWriting_NoVectorIsOfTheOtherModel()
    {
        using var folder = new TemporaryFolder();
        var cancel = TestContext.Current.CancellationToken;
        var state = new ConcurrentDictionary<string, int>();
        await using var collection = await models.CreateAsync(folder["collection"]);
        var writing = Task.Run(
            async () =>
            {
                for (var version = 1; version <= 80; version++)
                {
                    var batch = Enumerable.Range(0, 8).Select(i => Workload.Document($"d{(version * 5 + i) % 120}", version)).ToArray();
                    await collection.UpsertAsync(batch, cancellationToken: cancel);
                    foreach (var document in batch)
                        state[document.Id] = version;
                }
            },
            cancel);
        var changes = 0;
        while (!writing.IsCompleted)
        {
            await collection.ChangeBiEncoderAsync(
                changes++ % 2 == 0 ? ModelsFixture.OtherBiEncoder : ModelsFixture.BiEncoder, cancellationToken: cancel);
        }

        await writing;
        await StateOracle.AssertAsync(collection, new Dictionary<string, int>(state), [], new Random(1));
        if ((await collection.StatsAsync(cancel)).BiEncoder != ModelsFixture.BiEncoder)
            await collection.ChangeBiEncoderAsync(ModelsFixture.BiEncoder, cancellationToken: cancel);
        var options = new SearchOptions { Retrieval = RetrievalMode.Dense, Exact = true, Top = 500, Candidates = 500 };
        var found = await collection.SearchAsync("river stone", options with { Rerank = SearchRerankOptions.Off }, cancel);
        // As a collection that never had another model has them.
        await using var fresh = await models.CreateAsync(folder["fresh"]);
        await fresh.UpsertAsync([.. state.Select(s => Workload.Document(s.Key, s.Value))], cancellationToken: cancel);
        var expected = await fresh.SearchAsync("river stone", options with { Rerank = SearchRerankOptions.Off }, cancel);
        Assert.Equal(
            expected.Hits.Select(h => (h.DocumentId, Math.Round(h.Similarity!.Value.Score, 4))),
            found.Hits.Select(h => (h.DocumentId, Math.Round(h.Similarity!.Value.Score, 4))));
    }

    [Fact]
    public async Task SearchAsync_ReaderOfSavedIndexes_FollowsWhatIsWrittenAfterwards()
    {
        using var folder = new TemporaryFolder();
        var cancel = TestContext.Current.CancellationToken;
        foreach (var exactUpTo in new[] { ModelsFixture.ExactUpTo, 20 })
        {
            var place = folder[exactUpTo.ToString(CultureInfo.InvariantCulture)];
            await using var writer = await models.CreateAsync(place, exactUpTo);
            var state = Enumerable.Range(0, 50).ToDictionary(i => $"d{i}", _ => 1);
            await writer.UpsertAsync([.. state.Select(s => Workload.Document(s.Key, s.Value))], cancellationToken: cancel);
            await writer.SaveAsync(cancel);
            await using var reader = await models.OpenAsync(place, exactUpTo, readOnly: true);
            Assert.Empty(reader.Notices);
            for (var version = 2; version < 12; version++)
            {
                var batch = Enumerable.Range(version * 4, 8).Select(i => Workload.Document($"d{i}", version)).ToArray();
                await writer.UpsertAsync(batch, cancellationToken: cancel);
                foreach (var document in batch)
                    state[document.Id] = version;
                if (version % 3 == 0)
                    await writer.SaveAsync(cancel);
                await writer.DeleteAsync([$"d{version}"], cancel);
                state.Remove($"d{version}");
                await StateOracle.AssertAsync(reader, state, [($"d{version}", 1)], new Random(version));
            }
        }
    }

    [Fact]
    public async Task SaveAsync_WhileASearchHoldsDeletedDocuments_LeavesNoneOfThemBehind()
    {
        using var folder = new TemporaryFolder();
        var cancel = TestContext.Current.CancellationToken;
        await using var collection = await models.CreateAsync(folder["collection"]);
        await collection.UpsertAsync([.. Enumerable.Range(0, 200).Select(i => Workload.Document($"d{i}", 1))], cancellationToken: cancel);
        using var done = new CancellationTokenSource();
        var begun = 0;
        var searching = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                // With the cross-encoder, so that a state is held for long.
                for (var i = 0; !done.IsCancellationRequested; i = Interlocked.Increment(ref begun))
                    await collection.SearchAsync($"{Workload.CommonWord} {i}", cancellationToken: cancel);
            },
            cancel)));
        for (var round = 0; round < 5; round++)
        {
            var before = Volatile.Read(ref begun);
            await Waiting.UntilAsync(() => searching.IsCompleted || Volatile.Read(ref begun) > before);
            await collection.DeleteAsync([.. Enumerable.Range(round * 10, 10).Select(i => $"d{i}")], cancel);
            await collection.SaveAsync(cancel);
            await using var reader = await models.OpenAsync(folder["collection"], readOnly: true);
            Assert.Empty((await reader.CheckAsync(cancellationToken: cancel)).Problems);
        }

        await done.CancelAsync();
        await searching;
    }

    private sealed class Run(ModelsFixture models, TemporaryFolder folder, int exactUpTo)
    {
        private readonly ConcurrentDictionary<int, int> _last = new();
        private readonly List<(double Seconds, long Managed, long WorkingSet)> _memory = [];
        private long _writes;
        private long _searches;
        private long _saves;
        private string _reader = "";

        public async Task AllAsync(Collection collection)
        {
            var cancel = TestContext.Current.CancellationToken;
            for (var pair = 0; pair < Pairs.Count; pair++)
                await collection.UpsertAsync(Pairs.Of(pair, 0), cancellationToken: cancel);
            await collection.SaveAsync(cancel);
            await using var reader = await models.OpenAsync(folder["collection"], exactUpTo, readOnly: true);
            using var other = Driver.Start("read", folder["collection"], folder["stop"]);
            var clock = Stopwatch.StartNew();
            List<Task> work = [];
            for (var i = 0; i < Writers; i++)
                work.Add(WriteAsync(collection, i, clock, cancel));
            work.Add(SearchAsync(collection, clock, cancel));
            work.Add(SearchAsync(collection, clock, cancel));
            work.Add(SearchAsync(reader, clock, cancel));
            work.Add(SaveAsync(collection, clock, cancel));
            work.Add(MeasureAsync(clock, cancel));
            var first = await Task.WhenAny(Task.WhenAll(work), FirstFaultAsync(work));
            await first;
            await File.WriteAllTextAsync(folder["stop"], "", cancel);
            await other.EndAsync();
            _reader = other.Output.Trim();
            foreach (var (pair, version) in _last)
            {
                foreach (var document in Pairs.Of(pair, version))
                {
                    Assert.Equal(document.Text, (await collection.GetAsync(document.Id, cancel))?.Text);
                    Assert.Equal(document.Text, (await reader.GetAsync(document.Id, cancel))?.Text);
                }
            }

            Assert.Empty((await collection.CheckAsync(cancellationToken: cancel)).Problems);
            Assert.Empty((await reader.CheckAsync(cancellationToken: cancel)).Problems);
            AssertFlat();
        }

        public override string ToString()
        {
            var (first, last) = (_memory[_memory.Count / 4], _memory[^1]);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"exact up to {exactUpTo}: {last.Seconds:F0} s, {_writes} batches, {_saves} saves, {_searches} searches; reader in another ") +
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"process: {_reader}; managed {first.Managed >> 20} to {last.Managed >> 20} MiB, working set {first.WorkingSet >> 20} to ") +
                string.Create(CultureInfo.InvariantCulture, $"{last.WorkingSet >> 20} MiB, slope {Slope() / 1024:F0} KiB/s");
        }

        private static async Task FirstFaultAsync(List<Task> work)
        {
            await foreach (var task in Task.WhenEach(work))
            {
                if (task.IsFaulted)
                    await task;
            }
        }

        // Each pair has one writer, so what it acknowledged last is what is there in the end.
        private Task WriteAsync(Collection collection, int writer, Stopwatch clock, CancellationToken cancel) => Task.Run(
            async () =>
            {
                var random = new Random(Limits.Seed + writer);
                for (var version = 1; clock.Elapsed < Limits.Concurrency; version++)
                {
                    var pair = (random.Next(Pairs.Count / Writers) * Writers) + writer;
                    if (random.Next(4) == 0)
                        await collection.DeleteAsync([.. Pairs.Of(pair, 0).Select(d => d.Id)], cancel);
                    await collection.UpsertAsync(Pairs.Of(pair, version), cancellationToken: cancel);
                    _last[pair] = version;
                    Interlocked.Increment(ref _writes);
                }
            },
            cancel);

        private Task SearchAsync(Collection collection, Stopwatch clock, CancellationToken cancel) => Task.Run(
            async () =>
            {
                for (var turn = 0; clock.Elapsed < Limits.Concurrency; turn++)
                {
                    await Pairs.CheckAsync(collection, turn, cancel);
                    Interlocked.Increment(ref _searches);
                }
            },
            cancel);

        private Task SaveAsync(Collection collection, Stopwatch clock, CancellationToken cancel) => Task.Run(
            async () =>
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
                while (clock.Elapsed < Limits.Concurrency && await timer.WaitForNextTickAsync(cancel))
                {
                    await collection.SaveAsync(cancel);
                    _saves++;
                }
            },
            cancel);

        private async Task MeasureAsync(Stopwatch clock, CancellationToken cancel)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
            while (clock.Elapsed < Limits.Concurrency && await timer.WaitForNextTickAsync(cancel))
            {
                using var process = Process.GetCurrentProcess();
                _memory.Add((clock.Elapsed.TotalSeconds, GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64));
            }
        }

        // The first quarter fills caches and pools. What is lost with each batch or search shows over minutes; in a short run the bound is
        // wide enough for one of them to be late.
        private void AssertFlat()
        {
            var grown = Slope() * Limits.Concurrency.TotalSeconds;
            Assert.True(grown < 48 << 20, $"Managed memory grew by {grown / 1024 / 1024:F0} MiB: {this}");
        }

        // Least squares over the managed memory after a full collection, bytes a second.
        private double Slope()
        {
            var points = _memory.Skip(_memory.Count / 4).ToArray();
            var (x, y) = (points.Average(p => p.Seconds), points.Average(p => (double)p.Managed));
            return points.Sum(p => (p.Seconds - x) * (p.Managed - y)) / Math.Max(1e-9, points.Sum(p => (p.Seconds - x) * (p.Seconds - x)));
        }
    }
}
