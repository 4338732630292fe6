using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Chunking;

/// <summary>A chunker of the application in place of ours.</summary>
public sealed class ApplicationChunkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpsertAsync_OwnChunker_CutsThePassages()
    {
        await using var opened = await OpenedCollection.OpenAsync(new Scripted(_ => [new(0, 10), new(4, 14), new(14, 20)]));
        var text = "red apples and pears";
        await opened.Collection.UpsertAsync([new Document { Id = "a", Title = "Fruit", Text = text }], cancellationToken: Token);
        var result = await opened.Collection.SearchAsync("apples", new() { PassagesPerDocument = 0 }, Token);
        Assert.Equal([new TextRange(0, 10), new(4, 14), new(15, 20)], result.Hits.OrderBy(h => h.Passage).Select(h => h.Range));
        Assert.All(result.Hits, h => Assert.Equal(text[h.Range.Start..h.Range.End], h.Text));
        var words = result.Hits.Single(h => h.Passage == 1);
        Assert.Equal("apples", words.Text[words.Highlights[0].Start..words.Highlights[0].End]);
    }

    [Fact]
    public async Task UpsertAsync_OurChunkerGivenAsTheApplications_CutsAsBefore()
    {
        using var encoder = BiEncoder.Load(TinyModels.BiEncoder);
        var sizes = new PassageOptions { MaxTokens = 32 };
        var document = new Document
        {
            Id = "a",
            Text = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"Sentence {i} says a little.")),
        };
        var usual = await PassagesAsync(null);
        Assert.True(usual.Count > 3, $"{usual.Count}");
        Assert.Equal(usual, await PassagesAsync(new Chunker(encoder, sizes)));

        async Task<List<TextRange>> PassagesAsync(IChunker? chunker)
        {
            await using var opened = await OpenedCollection.OpenAsync(chunker, sizes);
            await opened.Collection.UpsertAsync([document], cancellationToken: Token);
            var result = await opened.Collection.SearchAsync("sentence", new() { PassagesPerDocument = 0, Top = 100 }, Token);
            return [.. result.Hits.OrderBy(h => h.Passage).Select(h => h.Range)];
        }
    }

    public static TheoryData<string, string> WrongRanges => new()
    {
        { "empty", ErrorCodes.ChunkerOutputInvalid },
        { "backward", ErrorCodes.ChunkerOutputInvalid },
        { "descending", ErrorCodes.ChunkerOutputInvalid },
        { "doubled", ErrorCodes.ChunkerOutputInvalid },
        { "negative", ErrorCodes.ChunkerOutputInvalid },
        { "beyond", ErrorCodes.ChunkerOutputInvalid },
        { "half a character", ErrorCodes.ChunkerOutputInvalid },
        { "null", ErrorCodes.ChunkerOutputInvalid },
        { "none", ErrorCodes.ChunkerOutputInvalid },
        { "too much", ErrorCodes.ChunkerOutputInvalid },
        { "throws", ErrorCodes.ChunkerFailed },
        { "cancels itself", ErrorCodes.ChunkerFailed },
    };

    [Theory]
    [MemberData(nameof(WrongRanges))]
    public async Task Write_WrongRangesForOneDocument_AreItsProblem(string kind, string code)
    {
        await using var opened = await OpenedCollection.OpenAsync(
            new Scripted(d => d.Id == "bad" ? Wrong(kind, d.Text) : [new(0, d.Text.Length)]));
        Document[] documents =
        [
            new() { Id = "a", Text = "red apples" },
            new() { Id = "bad", Text = "a \U0001F34F that is " + new string('x', 100) },
            new() { Id = "c", Text = "green pears" },
        ];
        var error = await Assert.ThrowsAsync<ComponentException>(() => opened.Collection.UpsertAsync(documents, cancellationToken: Token));
        Assert.Equal(code, error.Code);
        Assert.Equal(0, (await opened.Collection.StatsAsync(Token)).Documents);
        var report = await opened.Collection.IndexAsync(Items(documents), cancellationToken: Token);
        Assert.Equal(2, report.Added);
        var problem = Assert.Single(report.Problems);
        Assert.Equal((code, ReadProblemKind.NotIndexed, "bad.txt"), (problem.Code, problem.Kind, problem.Path));
    }

    [Fact]
    public async Task IndexAsync_ChunkerThatIsCancelled_EndsTheRun()
    {
        using var stop = new CancellationTokenSource();
        await using var opened = await OpenedCollection.OpenAsync(new Scripted(_ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => opened.Collection.IndexAsync(Items([new() { Id = "a", Text = "red" }]), cancellationToken: stop.Token));
    }

    [Fact]
    public async Task UpsertAsync_PassageLongerThanTheModelReads_IsReported()
    {
        await using var opened = await OpenedCollection.OpenAsync(new Scripted(d => [new(0, d.Text.Length)]));
        var report = await opened.Collection.UpsertAsync(
            [new Document { Id = "a", Text = string.Join(' ', Enumerable.Repeat("apples", 3_000)) }], cancellationToken: Token);
        Assert.Equal(1, report.Passages);
        Assert.True(report.TokensDropped > 1_000, $"{report.TokensDropped}");
    }

    [Theory]
    [InlineData(100, 200, 12)]
    [InlineData(256, 512, 32)]
    [InlineData(16, 32, 2)]
    public void PassageOptions_MaxTokensAlone_IsValidAndTheOthersFollow(int most, int whole, int overlap)
    {
        var options = new PassageOptions { MaxTokens = most };
        Assert.Equal((whole, overlap), (options.WholeTokens, options.OverlapTokens));
        Assert.NotEmpty(new Chunker(new OneTokenAWord(), options).Split(new Document { Id = "a", Text = "red apples" }));
        Assert.Equal((7, 3), (new PassageOptions { WholeTokens = 7 }.WholeTokens, new PassageOptions { OverlapTokens = 3 }.OverlapTokens));
    }

    private static IReadOnlyList<TextRange> Wrong(string kind, string text) => kind switch
    {
        "empty" => [new(3, 3)],
        "backward" => [new(5, 2)],
        "descending" => [new(5, 8), new(0, 2)],
        "doubled" => [new(0, 8), new(0, 9)],
        "negative" => [new(-1, 4)],
        "beyond" => [new(0, text.Length + 1)],
        "half a character" => [new(0, 3)],
        "null" => null!,
        "none" => [],
        "too much" => [.. Enumerable.Range(4, 90).Select(i => new TextRange(i, text.Length))],
        "throws" => throw new InvalidOperationException("a defect"),
        "cancels itself" => throw new OperationCanceledException(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static async IAsyncEnumerable<ReadItem> Items(Document[] documents)
    {
        foreach (var document in documents)
        {
            await Task.Yield();
            yield return new ReadItem { Path = document.Id + ".txt", Document = document };
        }
    }

    private sealed class Scripted(Func<Document, IReadOnlyList<TextRange>> ranges) : IChunker
    {
        public IReadOnlyList<TextRange> Chunk(Document document, CancellationToken cancellationToken = default) => ranges(document);
    }

    private sealed class OneTokenAWord : ITokenCounter
    {
        public int CountTokens(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private sealed class OpenedCollection(TemporaryFolder folder, Collection collection) : IAsyncDisposable
    {
        public Collection Collection => collection;

        public static async Task<OpenedCollection> OpenAsync(IChunker? chunker, PassageOptions? passages = null)
        {
            var folder = new TemporaryFolder();
            var options = TinyModels.Options with { Chunker = chunker, Passages = passages };
            return new OpenedCollection(folder, await Collection.OpenAsync(folder.Path, options, Token));
        }

        public async ValueTask DisposeAsync()
        {
            await collection.DisposeAsync();
            folder.Dispose();
        }
    }
}
