using System.Globalization;
using Lodestone.TestSupport;
using Lodestone.Writing;

namespace Lodestone.Core.Tests.Writing;

public sealed class IndexingRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IndexAsync_ManyBatches_WritesAllAndTellsHowFar()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        var told = new List<IndexingProgress>();
        var report = await collection.IndexAsync(Items(2_500), null, new Collector(told), Token);
        Assert.Equal((2_500, 0, 2_500), (report.Added, report.Replaced, report.Passages));
        Assert.Equal(2_500, await collection.CountAsync(cancellationToken: Token));
        Assert.True(told.Count >= 3);
        Assert.Equal(2_500, told[^1].Documents);
        report = await collection.IndexAsync(Items(2_600), cancellationToken: Token);
        Assert.Equal((100, 2_500, 100), (report.Added, report.Unchanged, report.Embedded));
        Assert.True((await collection.CheckAsync(cancellationToken: Token)).IsClean);
    }

    /// <summary>A source without an end, such as a reader that yields a gigabyte: no more of it is in memory than the batches in flight.</summary>
    [Fact]
    public async Task IndexAsync_MoreThanMemoryHolds_IsReadAsFastAsItIsWritten()
    {
        using var folder = TemporaryFolder.OfMemory();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var large = "word" + new string(' ', IndexingRun.BatchCharacters);
        var (read, written, ahead) = (0, 0, 0);
        var progress = new Callback(p =>
        {
            Volatile.Write(ref written, p.Documents);
            if (p.Documents >= 40)
                stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collection.IndexAsync(Source(), null, progress, stop.Token));
        Assert.InRange(read, 40, 60);

        // One is read, one waits to be embedded, one is embedded, one waits to be written, and one is written.
        Assert.InRange(ahead, 1, 7);
        Assert.InRange(await collection.CountAsync(cancellationToken: Token), 40, read);

        async IAsyncEnumerable<ReadItem> Source()
        {
            for (; ; read++)
            {
                await Task.Yield();
                ahead = Math.Max(ahead, read - Volatile.Read(ref written));
                yield return Item(new Document { Id = $"d{read}", Text = large });
            }
        }
    }

    /// <summary>A few hundred short documents, which would be one batch: a run that ends early keeps some of them.</summary>
    [Fact]
    public async Task IndexAsync_SmallSourceThatIsStopped_KeepsTheFirstBatches()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var text = string.Join(' ', Enumerable.Repeat("word", 100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => collection.IndexAsync(Source(), null, new Callback(_ => stop.Cancel()), stop.Token));
        Assert.InRange(
            await collection.CountAsync(cancellationToken: Token), 1, 2 + (3 * IndexingRun.FirstBatchCharacters / text.Length));

        async IAsyncEnumerable<ReadItem> Source()
        {
            for (var i = 0; i < 300; i++)
                yield return Item(new Document { Id = $"d{i}", Text = text });
            // The end would write the rest.
            await new TaskCompletionSource().Task.WaitAsync(stop.Token);
        }
    }

    [Fact]
    public async Task IndexAsync_IdsThatComeAgain_AreReportedAcrossBatches()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        async IAsyncEnumerable<ReadItem> Source()
        {
            yield return Item(new Document { Id = "dup", Text = "the first" });
            yield return Item(new Document { Id = "near", Text = "one" });
            yield return Item(new Document { Id = "near", Text = "two" });
            await foreach (var item in Items(1_500))
                yield return item;
            yield return Item(new Document { Id = "dup", Text = "the last" });
        }

        var report = await collection.IndexAsync(Source(), cancellationToken: Token);
        Assert.Equal((1_502, 0, 2), (report.Added, report.Replaced, report.Superseded));
        Assert.Equal(["near", "dup"], report.SupersededIds);
        Assert.Equal("the last", (await collection.GetAsync("dup", Token))!.Text);
        Assert.Equal(1_502, await collection.CountAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task IndexAsync_ProblemsAmongDocuments_AreReportedAndTheRestGoesOn()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        async IAsyncEnumerable<ReadItem> Source()
        {
            await Task.Yield();
            yield return Item(Document(1));
            yield return new ReadItem { Path = "b.pdf", Problem = new ReadProblem("b.pdf", null, ReadProblemKind.Encrypted, "It is encrypted.") };
            yield return Item(Document(2) with { Id = "has\u0007bell" });
            yield return Item(Document(3) with { Title = "", Text = " \n " });
            yield return Item(Document(4));
        }

        var report = await collection.IndexAsync(Source(), cancellationToken: Token);
        Assert.Equal(3, report.Added);
        Assert.Equal(2, report.Problems.Count);
        Assert.Contains("control character", report.Problems[1].Reason, StringComparison.Ordinal);
        Assert.Equal(["3"], report.WithoutWords);
        Assert.NotNull(await collection.GetAsync("3", Token));
    }

    [Fact]
    public async Task IndexAsync_SourceThatFails_KeepsEarlierBatchesAndThrowsTheReason()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var whole = FirstBatch + IndexingRun.BatchDocuments;
        var progress = new Callback(p =>
        {
            if (p.Documents >= whole)
                written.TrySetResult();
        });
        async IAsyncEnumerable<ReadItem> Source()
        {
            await foreach (var item in Items(whole))
                yield return item;
            await written.Task.WaitAsync(Token);
            throw new IOException("the disk went away");
        }

        var error = await Assert.ThrowsAsync<IOException>(() => collection.IndexAsync(Source(), null, progress, Token));
        Assert.Equal("the disk went away", error.Message);
        Assert.Equal(whole, await collection.CountAsync(cancellationToken: Token));
        Assert.True((await collection.CheckAsync(cancellationToken: Token)).IsClean);
    }

    [Fact]
    public async Task IndexAsync_Cancelled_LeavesWholeBatches()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var progress = new Callback(p =>
        {
            if (p.Documents >= 1_000)
                stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collection.IndexAsync(Items(20_000), null, progress, stop.Token));
        Assert.Equal(0, (await collection.CountAsync(cancellationToken: Token) - FirstBatch) % IndexingRun.BatchDocuments);
        Assert.True((await collection.CheckAsync(cancellationToken: Token)).IsClean);
        Assert.Equal(10, (await collection.UpsertAsync([.. Enumerable.Range(90_000, 10).Select(Document)], cancellationToken: Token)).Count(DocumentChange.Added));
    }

    [Fact]
    public async Task UpsertAsync_BeyondExactUpTo_WalksAGraphAndStaysSoAfterReopening()
    {
        using var folder = new TemporaryFolder();
        var options = TinyModels.Options with { ExactUpTo = 200 };
        await using (var collection = await Collection.OpenAsync(folder.Path, options, Token))
        {
            await collection.IndexAsync(Items(150), cancellationToken: Token);
            Assert.False((await collection.StatsAsync(Token)).HasGraph);
            await collection.IndexAsync(Items(700), cancellationToken: Token);
            Assert.True((await collection.StatsAsync(Token)).HasGraph);
            await collection.DeleteAsync([.. Enumerable.Range(0, 300).Select(Id)], Token);
        }

        await using var again = await Collection.OpenAsync(folder.Path, options, Token);
        Assert.Empty(again.Notices);
        var result = await again.SearchAsync("word 650", new() { Rerank = SearchRerankOptions.Off, Candidates = 400, Top = 400 }, Token);
        Assert.Equal(400, result.Hits.Count);
        Assert.DoesNotContain(result.Hits, h => int.Parse(h.DocumentId, CultureInfo.InvariantCulture) < 300);
        Assert.True((await again.CheckAsync(cancellationToken: Token)).IsClean);
    }

    private static async IAsyncEnumerable<ReadItem> Items(int count)
    {
        await Task.Yield();
        for (var i = 0; i < count; i++)
            yield return Item(Document(i));
    }

    // The first batch is cut by its characters, later ones of these short texts by their number.
    private static int FirstBatch
    {
        get
        {
            var (count, characters) = (0, 0);
            while (characters < IndexingRun.FirstBatchCharacters)
                characters += Document(count++).Text.Length;
            return count;
        }
    }

    private static ReadItem Item(Document document) => new() { Path = "source.jsonl", Document = document };

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Document Document(int number) => new() { Id = Id(number), Title = $"Page {number}", Text = $"word {number} and {number * 7}" };

    private sealed class Collector(List<IndexingProgress> told) : IProgress<IndexingProgress>
    {
        public void Report(IndexingProgress value)
        {
            lock (told)
                told.Add(value);
        }
    }

    private sealed class Callback(Action<IndexingProgress> act) : IProgress<IndexingProgress>
    {
        public void Report(IndexingProgress value) => act(value);
    }
}
