using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

public sealed class SearchStageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_VanishedBiEncoder_AnswersByWordsAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        using var models = new TemporaryFolder();
        var model = Copy(TinyModels.BiEncoder, Path.Combine(models.Path, "bi"));
        await using (var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options with { BiEncoder = model }, Token))
            await collection.UpsertAsync([Words("a", "apples"), Words("b", "pears")], cancellationToken: Token);
        Directory.Delete(model, recursive: true);

        await using var again = await Collection.OpenAsync(folder.Path, TinyModels.Options with { BiEncoder = null }, Token);
        var result = await again.SearchAsync("apples", cancellationToken: Token);
        Assert.Equal("a", result.Hits[0].DocumentId);
        Assert.True(result.Trace.Degraded);
        Assert.Contains(result.Trace.Stages, s => s.Stage == StageTrace.Embed && s.Failure!.Contains(model, StringComparison.Ordinal));
        var failed = await Assert.ThrowsAsync<SearchFailedException>(
            () => again.SearchAsync("apples", new() { Retrieval = RetrievalMode.Dense }, Token));
        Assert.Equal(ErrorCodes.SearchFailed, failed.Code);
    }

    [Fact]
    public async Task SearchAsync_VanishedCrossEncoder_KeepsFusedOrderAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(
            folder.Path, TinyModels.Options with { CrossEncoder = Path.Combine(folder.Path, "none") }, Token);
        await collection.UpsertAsync([Words("a", "apples"), Words("b", "pears")], cancellationToken: Token);
        var result = await collection.SearchAsync("apples", cancellationToken: Token);
        Assert.Equal(result.Hits.Select(h => h.Fused.Score), result.Hits.Select(h => h.FinalScore));
        Assert.All(result.Hits, h => Assert.Equal(RerankOutcome.NotAsked, h.Outcome));
        Assert.Contains(result.Trace.Stages, s => s is { Stage: StageTrace.Rerank, Failure: not null });
    }

    [Fact]
    public async Task SearchAsync_EqualTexts_StandInTheOrderOfIdsInEveryStage()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        foreach (var id in new[] { "c", "a", "b" })
            await collection.UpsertAsync([Words(id, "apples")], cancellationToken: Token);
        var result = await collection.SearchAsync("apples", cancellationToken: Token);
        Assert.Equal(["a", "b", "c"], result.Hits.Select(h => h.DocumentId));
        Assert.All(result.Hits, h => Assert.Equal((h.Rank, h.Rank), (h.Bm25?.Rank, h.Similarity?.Rank)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task OpenAsync_LoadAhead_LoadsTheseBeforeTheFirstSearch(bool biEncoder, bool crossEncoder)
    {
        using var folder = new TemporaryFolder();
        using var models = new TemporaryFolder();
        using var encoders = new ModelPool();
        var options = new CollectionOptions
        {
            BiEncoder = Copy(TinyModels.BiEncoder, Path.Combine(models.Path, "bi")),
            CrossEncoder = Copy(TinyModels.CrossEncoder, Path.Combine(models.Path, "cross")),
        };
        await using (var collection = await Collection.OpenAsync(folder.Path, options, Token))
            await collection.UpsertAsync([Words("a", "apples"), Words("b", "pears")], cancellationToken: Token);

        var ahead = options with { BiEncoder = null, Models = encoders, PreloadBiEncoder = biEncoder, PreloadCrossEncoder = crossEncoder };
        await using var again = await Collection.OpenAsync(folder.Path, ahead, Token);
        await encoders.SettledAsync();
        Directory.Delete(models.Path, recursive: true);
        Directory.CreateDirectory(models.Path);
        Assert.Equal(biEncoder, await IsLoadedAsync(encoders.BiEncoderAsync(options.BiEncoder, Token)));
        Assert.Equal(crossEncoder, await IsLoadedAsync(encoders.CrossEncoderAsync(options.CrossEncoder, Token)));

        static async Task<bool> IsLoadedAsync(Task load)
        {
            await load.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return load.IsCompletedSuccessfully;
        }
    }

    [Fact]
    public async Task OpenAsync_LoadAheadOfModelsThatAreGone_IsToldByTheSearch()
    {
        using var folder = new TemporaryFolder();
        using var models = new TemporaryFolder();
        var model = Copy(TinyModels.BiEncoder, Path.Combine(models.Path, "bi"));
        var options = new CollectionOptions { BiEncoder = model, CrossEncoder = "/no/such/model", PreloadBiEncoder = true, PreloadCrossEncoder = true };
        await using (var collection = await Collection.OpenAsync(folder.Path, options, Token))
            await collection.UpsertAsync([Words("a", "apples")], cancellationToken: Token);
        Directory.Delete(model, recursive: true);

        await using var again = await Collection.OpenAsync(folder.Path, options with { BiEncoder = null }, Token);
        var result = await again.SearchAsync("apples", cancellationToken: Token);
        Assert.Equal(["a"], result.Hits.Select(h => h.DocumentId));
        Assert.Equal([StageTrace.Embed, StageTrace.Rerank], result.Trace.Stages.Where(s => s.Failure is not null).Select(s => s.Stage));
    }

    [Fact]
    public async Task OpenAsync_OtherModelThanTheCollections_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using (var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token))
            await collection.UpsertAsync([Words("a", "apples")], cancellationToken: Token);
        var error = await Assert.ThrowsAsync<ModelLoadException>(
            () => Collection.OpenAsync(folder.Path, TinyModels.Options with { BiEncoder = TinyModels.OtherBiEncoder }, Token));
        Assert.Equal(ErrorCodes.CollectionModelDiffers, error.Code);
        Assert.Contains("gives other vectors", error.Message, StringComparison.Ordinal);
        await using var again = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        Assert.Equal(1, await again.CountAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task SearchAsync_SameQueryAgain_RunsNoModel()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        await collection.UpsertAsync([Words("a", "apples"), Words("b", "pears")], cancellationToken: Token);
        var first = await collection.SearchAsync("apples", cancellationToken: Token);
        var second = await collection.SearchAsync("apples", cancellationToken: Token);
        Assert.Equal(3, first.Trace.Stages.Sum(s => s.ModelRuns));
        Assert.Equal((0, 3), (second.Trace.Stages.Sum(s => s.ModelRuns), second.Trace.Stages.Sum(s => s.CacheHits)));
        Assert.Equal(first.Hits.Select(h => (h.DocumentId, h.FinalScore)), second.Hits.Select(h => (h.DocumentId, h.FinalScore)));
    }

    [Fact]
    public async Task SearchAsync_Depth_LimitsWhatTheCrossEncoderReads()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        await collection.UpsertAsync([.. Enumerable.Range(0, 20).Select(i => Words($"d{i:00}", $"apple {i}"))], cancellationToken: Token);
        var result = await collection.SearchAsync("apple", new() { Top = 20, Rerank = new() { Depth = 5 } }, Token);
        Assert.Equal(5, result.Hits.Count(h => h.Outcome == RerankOutcome.Reranked));
        Assert.Equal(15, result.Hits.Count(h => h.Outcome == RerankOutcome.BelowDepth));
        Assert.Equal(5, result.Trace.Stages.Single(s => s.Stage == StageTrace.Rerank).ModelRuns);
    }

    [Fact]
    public async Task SearchAsync_EqualPassages_StandInOrderOfDocumentIds()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        foreach (var id in new[] { "c", "a", "b" })
            await collection.UpsertAsync([Words(id, "the same words")], cancellationToken: Token);
        var result = await collection.SearchAsync("words", cancellationToken: Token);
        Assert.Equal(["a", "b", "c"], result.Hits.Select(h => h.DocumentId));
        Assert.Single(result.Hits.Select(h => h.FinalScore).Distinct());
    }

    [Theory]
    [InlineData(0, 100, 0, ErrorCodes.OutOfRange)]
    [InlineData(10, 0, 0, ErrorCodes.OutOfRange)]
    [InlineData(151, 100, 50, ErrorCodes.PageTooDeep)]
    [InlineData(10, 100, -1, ErrorCodes.OutOfRange)]
    public async Task SearchAsync_NumbersThatCannotBeMeant_AreRefused(int top, int candidates, int skip, string code)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => collection.SearchAsync("x", new() { Top = top, Candidates = candidates, Skip = skip }, Token));
        Assert.Equal(code, Assert.IsAssignableFrom<ILodestoneError>(error).Code);
    }

    [Fact]
    public async Task SearchAsync_Watched_GivesActivitiesAndMeasurementsWithoutText()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        await collection.UpsertAsync([Words("a", "apples")], cancellationToken: Token);
        var seen = new List<string>();
        using var activities = new ActivityListener
        {
            ShouldListenTo = s => s.Name == LodestoneDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                lock (seen)
                    seen.Add(a.OperationName + string.Concat(a.TagObjects.Select(t => $" {t.Key}={t.Value}")));
            },
        };
        ActivitySource.AddActivityListener(activities);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == LodestoneDiagnostics.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            lock (seen)
                seen.Add(instrument.Name + string.Concat(tags.ToArray().Select(t => $" {t.Key}={t.Value}")));
        });
        meters.Start();
        await collection.SearchAsync("secretword", cancellationToken: Token);
        foreach (var stage in new[] { StageTrace.Embed, StageTrace.Dense, StageTrace.Keyword, StageTrace.Fuse, StageTrace.Rerank })
        {
            // The walk's activity also says which way through the index it took.
            Assert.Contains("lodestone." + stage + (stage == StageTrace.Dense ? " lodestone.index.path=ExactScan" : ""), seen);
            Assert.Contains("lodestone.stage.duration stage=" + stage, seen);
        }

        Assert.Contains("lodestone.search.duration", seen);
        Assert.DoesNotContain(seen, s => s.Contains("secretword", StringComparison.Ordinal));
    }

    private static Document Words(string id, string text) => new() { Id = id, Text = text };

    private static string Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }
}
