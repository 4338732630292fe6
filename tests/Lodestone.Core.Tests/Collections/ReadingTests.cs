using System.Diagnostics;
using Lodestone.Collections;
using Lodestone.Storage;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Collections;

/// <summary>Documents read by id, listed and counted, and filters that name fields which no document has.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private const int Documents = 1_000;
    private readonly TemporaryFolder _folder = new();
    private Collection _collection = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SearchOptions ByWords => new() { Retrieval = RetrievalMode.Keyword, Rerank = SearchRerankOptions.Off };

    public async ValueTask InitializeAsync()
    {
        _collection = await Collection.OpenAsync(_folder.Path, TinyModels.Options, Token);
        var rows = Enumerable.Range(0, Documents).Select(i => new Document
        {
            Id = $"d{i:0000}",
            Text = "words",
            Metadata = { ["n"] = i, ["even"] = i % 2 == 0 },
        });
        var report = await _collection.IndexAsync(rows, cancellationToken: Token);
        Assert.Equal(Documents, report.Added);
    }

    public async ValueTask DisposeAsync()
    {
        await _collection.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ListAsync_Filter_GivesWhatMatchesInOrderOfId()
    {
        var filter = Filter.Parse("even = true and n >= 10 and @id < \"d0990\"");
        var expected = Enumerable.Range(0, Documents).Where(i => i is >= 10 and < 990 && i % 2 == 0).Select(i => $"d{i:0000}").ToArray();
        var documents = await _collection.ListAsync(filter, cancellationToken: Token).ToListAsync(Token);
        Assert.Equal(expected, documents.Select(d => d.Id));
        Assert.All(documents, d => Assert.Equal(2, d.Metadata.Count));
        Assert.Equal(expected, await _collection.ListIdsAsync(filter, cancellationToken: Token).ToListAsync(Token));
        Assert.Equal(expected.Length, await _collection.CountAsync(filter, cancellationToken: Token));
        var after = new ListOptions { After = "d0500" };
        Assert.Equal(
            expected.Where(id => string.CompareOrdinal(id, "d0500") > 0),
            await _collection.ListIdsAsync(filter, after, Token).ToListAsync(Token));
        Assert.Equal(Documents, await _collection.ListIdsAsync(cancellationToken: Token).CountAsync(Token));
        Assert.Equal(Documents, await _collection.CountPassagesAsync(Token));
    }

    [Fact]
    public async Task ListAsync_WhileDocumentsAreWritten_SeesOneSnapshot()
    {
        var seen = new List<string>();
        await foreach (var document in _collection.ListAsync(cancellationToken: Token))
        {
            if (seen.Count == 0)
            {
                await _collection.DeleteAsync(["d0999"], Token);
                await _collection.UpsertAsync([new() { Id = "d0500x", Text = "new" }], cancellationToken: Token);
            }

            seen.Add(document.Id);
        }

        Assert.Equal(Enumerable.Range(0, Documents).Select(i => $"d{i:0000}"), seen);
        Assert.Equal(Documents, await _collection.CountAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task ListAsync_Cancelled_EndsBetweenDocuments()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var id in _collection.ListIdsAsync(cancellationToken: stop.Token))
            {
                if (++seen == 10)
                    await stop.CancelAsync();
            }
        });
        Assert.Equal(10, seen);
    }

    [Fact]
    public async Task GetAsync_Ids_AreReadInTheirOrderUntilTheLimit()
    {
        string[] ids = ["d0002", "none", "d0001", "d0002"];
        var found = await _collection.GetAsync(ids, cancellationToken: Token);
        Assert.Equal(["d0002", null, "d0001", "d0002"], found.Select(d => d?.Id));
        Assert.Equal(["d0002", null, "d0001"], (await _collection.GetAsync(ids, maxCharacters: 6, Token)).Select(d => d?.Id));
        Assert.Null(await _collection.GetAsync("none", Token));
        await Assert.ThrowsAsync<InvalidArgumentException>(() => _collection.GetAsync(["d0001", null!], cancellationToken: Token));
    }

    [Theory]
    [InlineData("tenant = \"a\"", 0)]
    [InlineData("exists tenant", 0)]
    [InlineData("tenant != \"a\"", Documents)]
    [InlineData("not (tenant in (\"a\", \"b\"))", Documents)]
    [InlineData("n < 5 or tenant > 3", 5)]
    public async Task Filter_FieldThatNoDocumentHas_ComparesFalseAndIsNamed(string text, int matching)
    {
        var filter = Filter.Parse(text);
        Assert.Equal(matching, await _collection.CountAsync(filter, cancellationToken: Token));
        Assert.Equal(matching, await _collection.ListIdsAsync(filter, cancellationToken: Token).CountAsync(Token));
        Assert.Equal(["tenant"], await _collection.FindUnknownFieldsAsync(filter, Token));
        // The second answer comes from the cache of filters.
        for (var i = 0; i < 2; i++)
        {
            var found = await _collection.SearchAsync("words", ByWords with { Filter = filter, Candidates = Documents }, Token);
            Assert.Equal(matching, found.TotalHits);
            Assert.Equal(["tenant"], found.UnknownFields);
            Assert.Contains(found.Trace.Notices, n => n.Contains("'tenant'", StringComparison.Ordinal));
            await RefusedAsync(() => _collection.SearchAsync("words", ByWords with { Filter = filter, Strict = true }, Token));
        }

        await RefusedAsync(() => _collection.CountAsync(filter, strict: true, Token));
        await RefusedAsync(() => _collection.ListAsync(filter, new() { Strict = true }, Token).ToListAsync(Token).AsTask());
        await RefusedAsync(() => _collection.DeleteAsync(filter, Token));
        Assert.Equal(Documents, await _collection.CountAsync(cancellationToken: Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Filter_InAnEmptyCollection_ComparesFalse(bool readOnly)
    {
        using var folder = new TemporaryFolder();
        if (readOnly)
            DocumentStore.Open(folder.Path).Dispose();
        await using var empty = await Collection.OpenAsync(folder.Path, TinyModels.Options with { ReadOnly = readOnly }, Token);
        var filter = Filter.Parse("tenant = \"a\" and not exists plan");
        var found = await empty.SearchAsync("words", ByWords with { Filter = filter }, Token);
        Assert.Equal((0, "tenant, plan"), (found.TotalHits, string.Join(", ", found.UnknownFields)));
        Assert.Equal(0, await empty.CountAsync(filter, cancellationToken: Token));
        await RefusedAsync(() => empty.SearchAsync("words", ByWords with { Filter = filter, Strict = true }, Token));
        if (!readOnly)
            await RefusedAsync(() => empty.DeleteAsync(filter, Token));
    }

    [Fact]
    public async Task SearchAsync_FilterById_LeavesTheDocumentOut()
    {
        var others = await _collection.SearchAsync("words", ByWords with { Filter = !Filter.Id("d0000"), Candidates = Documents }, Token);
        Assert.Equal(Documents - 1, others.TotalHits);
        var two = await _collection.SearchAsync("words", ByWords with { Filter = Filter.IdIn("d0003", "d0001", "none") }, Token);
        Assert.Equal(["d0001", "d0003"], two.Hits.Select(h => h.DocumentId));
        Assert.Empty(two.UnknownFields);
    }

    [Fact]
    public async Task UpsertAsync_MetadataChangedAfterTheCall_IsStoredAsItWas()
    {
        var document = new Document { Id = "own", Text = "words", Metadata = { ["n"] = 1 } };
        var writing = _collection.UpsertAsync([document], cancellationToken: Token);
        document.Metadata["n"] = 2;
        await writing;
        Assert.Equal(1, (await _collection.GetAsync("own", Token))!.Metadata["n"].WholeNumber);
    }

    [Fact]
    public async Task IndexAsync_DocumentsOfAnApplication_AreIndexedAndProblemsNamed()
    {
        var report = await _collection.IndexAsync(RowsAsync(), cancellationToken: Token);
        Assert.Equal((2, 2), (report.Added, report.Problems.Count));
        Assert.Equal([2, 3], report.Problems.Select(p => p.Line));
        Assert.NotNull(await _collection.GetAsync("last", Token));

        static async IAsyncEnumerable<Document> RowsAsync()
        {
            yield return new() { Id = "first", Text = "words" };
            yield return null!;
            yield return new() { Id = "bad", Text = "words", Metadata = { ["text"] = (string)null! } };
            await Task.Yield();
            yield return new() { Id = "last", Text = "words" };
        }
    }

    /// <summary>
    /// 200 calls at once: each returns to its caller at once, few of them hold a thread, and all end. The gate stands for a slow disk.
    /// </summary>
    [Fact]
    public async Task ReadAsync_200CallsAtOnce_BlockNoCallerAndFewThreads()
    {
        using var store = DocumentStore.OpenReadOnly(_folder.Path);
        var reader = new DocumentReader(store);
        using var disk = new ManualResetEventSlim();
        var (running, most) = (0, 0);
        var calls = Enumerable.Range(0, 200).Select(_ => reader.ReadAsync(
            snapshot =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                disk.Wait(Token);
                Interlocked.Decrement(ref running);
                return snapshot.Documents;
            },
            Token)).ToArray();
        Assert.DoesNotContain(calls, c => c.IsCompleted);
        await Waiting.UntilAsync(() => Volatile.Read(ref running) == StoreThreads.Count);
        disk.Set();
        Assert.All(await Task.WhenAll(calls), documents => Assert.Equal(Documents, documents));
        Assert.Equal(StoreThreads.Count, most);
    }

    /// <summary>200 searches of which as many as there are threads are stopped while they read; the pool runs what others give it.</summary>
    [Fact]
    public async Task SearchAsync_200AtOnce_LeaveThePoolToTheApplication()
    {
        using var root = new Activity("test").Start();
        var trace = root.TraceId;
        using var disk = new ManualResetEventSlim();
        var (held, onPool) = (0, 0);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Lodestone",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStarted = activity =>
            {
                if (activity.TraceId != trace || activity.OperationName == "lodestone.search")
                    return;
                if (Thread.CurrentThread.IsThreadPoolThread)
                    Interlocked.Increment(ref onPool);
                Interlocked.Increment(ref held);
                disk.Wait(Token);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var filtered = ByWords with { Filter = Filter.Parse("even = true") };
        var searches = Enumerable.Range(0, 200).Select(_ => _collection.SearchAsync("words", filtered, Token)).ToArray();
        var gets = Enumerable.Range(0, 200).Select(i => _collection.GetAsync($"d{i:0000}", Token)).ToArray();
        var lists = Enumerable.Range(0, 200).Select(_ => _collection.ListIdsAsync(cancellationToken: Token).CountAsync(Token).AsTask()).ToArray();
        await Waiting.UntilAsync(() => Volatile.Read(ref held) == StoreThreads.Count);
        Assert.Equal(200, (await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => i, Token)))).Length);
        Assert.Equal(StoreThreads.Count, Volatile.Read(ref held));
        disk.Set();
        Assert.All(await Task.WhenAll(searches), result => Assert.Equal(10, result.Hits.Count));
        Assert.All(await Task.WhenAll(gets), document => Assert.Equal("words", document!.Text));
        Assert.All(await Task.WhenAll(lists), count => Assert.Equal(Documents, count));
        Assert.Equal(0, onPool);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private static async Task RefusedAsync(Func<Task> call) =>
        Assert.Equal(ErrorCodes.FilterFieldUnknown, (await Assert.ThrowsAsync<FilterException>(call)).Code);
}
