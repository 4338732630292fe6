using Lodestone.Encoders;
using Lodestone.TestSupport;
using Microsoft.Extensions.AI;

namespace Lodestone.Core.Tests.Spaces;

/// <summary>An embedder of the application in place of a bi-encoder.</summary>
public sealed class EmbedderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SearchAsync_OwnEmbedder_FindsByItsVectorsAndTellsTheRole()
    {
        using var embedder = new ScriptedEmbedder();
        await using (var collection = await OpenAsync(embedder))
        {
            await collection.UpsertAsync([Words("a", "red apples"), Words("b", "green pears")], cancellationToken: Token);
            var result = await SearchAsync(collection, "green pears");
            Assert.Equal("b", result.Hits[0].DocumentId);
            Assert.Equal(1, result.Hits[0].Similarity!.Value.Score, 0.01);
            Assert.Equal("tests:words", collection.BiEncoder);
        }

        Assert.Equal([EmbedderProperties.DocumentRole, EmbedderProperties.QueryRole], embedder.Calls.Select(c => c.Role));
        Assert.False(embedder.IsDisposed);
    }

    [Fact]
    public async Task UpsertAsync_ManyTexts_AreSentInBatchesWithSeveralInFlight()
    {
        using var arrived = new SemaphoreSlim(0);
        var release = new TaskCompletionSource();
        using var embedder = new ScriptedEmbedder { Before = (_, _) => WaitAsync() };
        await using var collection = await OpenAsync(embedder, new() { BatchSize = 8, MaxConcurrency = 3 });
        var writing = collection.UpsertAsync([.. Enumerable.Range(0, 50).Select(i => Words($"d{i}", $"text {i}"))], cancellationToken: Token);
        for (var i = 0; i < 3; i++)
            await arrived.WaitAsync(Token);
        release.SetResult();
        await writing;
        Assert.Equal(3, embedder.MostInFlight);
        Assert.Equal([2, 8, 8, 8, 8, 8, 8], embedder.Calls.Select(c => c.Texts.Count).Order());

        async Task WaitAsync()
        {
            arrived.Release();
            await release.Task;
        }
    }

    [Fact]
    public async Task OpenAsync_OtherIdentity_IsRefusedAtOnce()
    {
        using var embedder = new ScriptedEmbedder();
        await using (var collection = await OpenAsync(embedder))
            await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        using var otherModel = new ScriptedEmbedder { Metadata = new("tests", null, "other", 32) };
        using var otherLength = new ScriptedEmbedder { Metadata = new("tests", null, "words", 64) };
        Assert.Equal(ErrorCodes.CollectionModelDiffers, (await Assert.ThrowsAsync<ComponentException>(() => OpenAsync(otherModel))).Code);
        Assert.Equal(ErrorCodes.CollectionModelDiffers, (await Assert.ThrowsAsync<ComponentException>(() => OpenAsync(otherLength))).Code);
        await using var named = await OpenAsync(otherModel, new() { Identity = "tests:words" });
        Assert.Equal("a", (await SearchAsync(named, "apples")).Hits[0].DocumentId);
    }

    [Fact]
    public async Task OpenAsync_EmbedderForVectorsOfABiEncoder_IsRefused()
    {
        await using (var collection = await Collection.OpenAsync(_folder.Path, TinyModels.Options, Token))
            await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        using var embedder = new ScriptedEmbedder();
        Assert.Equal(ErrorCodes.CollectionModelDiffers, (await Assert.ThrowsAsync<ComponentException>(() => OpenAsync(embedder))).Code);
    }

    [Fact]
    public async Task OpenAsync_WithoutTheEmbedder_SearchesByWordsAndSaysWhy()
    {
        using var embedder = new ScriptedEmbedder();
        await using (var collection = await OpenAsync(embedder))
            await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        await using var without = await Collection.OpenAsync(_folder.Path, new() { CrossEncoder = TinyModels.CrossEncoder }, Token);
        var result = await SearchAsync(without, "apples");
        Assert.Equal("a", result.Hits[0].DocumentId);
        Assert.Equal(ErrorCodes.EmbedderMissing, result.Trace.Stages.Single(s => s.Stage == StageTrace.Embed).FailureCode);
        var error = await Assert.ThrowsAsync<ComponentException>(() => without.UpsertAsync([Words("b", "pears")], cancellationToken: Token));
        Assert.Equal(ErrorCodes.EmbedderMissing, error.Code);
        Assert.Equal(1, await without.DeleteAsync(["a"], Token));
    }

    [Fact]
    public async Task OpenAsync_EmbedderThatNamesNoModel_IsRefusedUnlessAnIdentityIsGiven()
    {
        using var embedder = new ScriptedEmbedder { Metadata = null };
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => OpenAsync(embedder));
        Assert.Equal(ErrorCodes.EmbedderUnidentified, error.Code);
        await using var collection = await OpenAsync(embedder, new() { Identity = "mine" });
        await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        Assert.Equal("mine", collection.BiEncoder);
        Assert.Equal("a", (await SearchAsync(collection, "apples")).Hits[0].DocumentId);
    }

    [Fact]
    public async Task OpenAsync_EmbedderAndBiEncoder_IsRefused()
    {
        using var embedder = new ScriptedEmbedder();
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(
            () => Collection.OpenAsync(_folder.Path, TinyModels.Options with { Embedder = embedder }, Token));
        Assert.Equal(ErrorCodes.EmbedderConflict, error.Code);
        Assert.False(Collection.Exists(_folder.Path));
    }

    public static TheoryData<string, string> WrongAnswers => new()
    {
        { "nan", ErrorCodes.EmbedderOutputInvalid },
        { "infinite", ErrorCodes.EmbedderOutputInvalid },
        { "short", ErrorCodes.EmbedderOutputInvalid },
        { "empty", ErrorCodes.EmbedderOutputInvalid },
        { "zeros", ErrorCodes.EmbedderOutputInvalid },
        { "fewer", ErrorCodes.EmbedderOutputInvalid },
        { "more", ErrorCodes.EmbedderOutputInvalid },
        { "null", ErrorCodes.EmbedderOutputInvalid },
        { "throws", ErrorCodes.EmbedderFailed },
        { "cancels itself", ErrorCodes.EmbedderFailed },
    };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task UpsertAsync_WrongAnswer_WritesNothingAndHasACode(string kind, string code)
    {
        using var embedder = Spoilt(kind);
        await using var collection = await OpenAsync(embedder);
        await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        var error = await Assert.ThrowsAsync<ComponentException>(
            () => collection.UpsertAsync([Words("b", "good"), Words("c", "spoilt"), Words("d", "good too")], cancellationToken: Token));
        Assert.Equal(code, error.Code);
        var stats = await collection.StatsAsync(Token);
        Assert.Equal(1, stats.Documents);
    }

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task IndexAsync_WrongAnswerForOneDocument_WritesTheOthersAndReportsIt(string kind, string code)
    {
        using var embedder = Spoilt(kind);
        await using var collection = await OpenAsync(embedder);
        Document[] documents = [.. Enumerable.Range(0, 20).Select(i => Words($"d{i:00}", i == 13 ? "spoilt" : $"good {i}"))];
        var report = await collection.IndexAsync(Items(documents), cancellationToken: Token);
        Assert.Equal((19, 19), (report.Added, report.Embedded));
        var problem = Assert.Single(report.Problems);
        Assert.Equal((code, ReadProblemKind.NotIndexed, "d13.txt"), (problem.Code, problem.Kind, problem.Path));
        Assert.Contains("'d13'", problem.Reason, StringComparison.Ordinal);
        Assert.Equal("d12", (await SearchAsync(collection, "good 12")).Hits[0].DocumentId);
    }

    [Fact]
    public async Task IndexAsync_SharedPassageOfAFailedDocument_IsEmbeddedForTheOther()
    {
        using var embedder = Spoilt("throws");
        await using var collection = await OpenAsync(
            embedder, new() { BatchSize = 1, MaxConcurrency = 1 }, new() { MaxTokens = 16, WholeTokens = 16, OverlapTokens = 0 });
        var shared = string.Join(' ', Enumerable.Repeat("shared", 7)) + ".";
        var report = await collection.IndexAsync(
            Items([Words("a", $"spoilt one two three four five six.\n\n{shared}"), Words("b", shared)]), cancellationToken: Token);
        Assert.Equal(1, report.Added);
        Assert.Equal("a.txt", Assert.Single(report.Problems).Path);
    }

    [Fact]
    public async Task IndexAsync_EmbedderThatIsDown_EndsTheRunAndKeepsWhatWasWritten()
    {
        var calls = 0;
        using var embedder = new ScriptedEmbedder
        {
            Before = (_, _) => Interlocked.Increment(ref calls) > 1 ? throw new HttpRequestException("no network") : Task.CompletedTask,
        };
        await using var collection = await OpenAsync(embedder, new() { MaxConcurrency = 1 });
        await collection.UpsertAsync([Words("first", "red apples")], cancellationToken: Token);
        var error = await Assert.ThrowsAsync<ComponentException>(() => collection.IndexAsync(
            Items([.. Enumerable.Range(0, 300).Select(i => Words($"d{i}", $"text {i}"))]), cancellationToken: Token));
        Assert.Equal(ErrorCodes.EmbedderFailed, error.Code);
        Assert.Equal(1, (await collection.StatsAsync(Token)).Documents);
    }

    [Fact]
    public async Task UpsertAsync_EmbedderThatNeverReturns_IsLeftWhenCancelled()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        using var embedder = new ScriptedEmbedder
        {
            Before = (_, _) =>
            {
                asked.TrySetResult();
                return never.Task;
            },
        };
        await using var collection = await OpenAsync(embedder);
        using var stop = new CancellationTokenSource();
        var writing = collection.UpsertAsync([Words("a", "red apples")], cancellationToken: stop.Token);
        await asked.Task.WaitAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        never.SetCanceled(Token);
    }

    [Fact]
    public async Task SearchAsync_EmbedderThatNeverReturns_IsLeftAtTheBudget()
    {
        var never = new TaskCompletionSource();
        var isSearching = false;
        using var embedder = new ScriptedEmbedder { Before = (_, _) => isSearching ? never.Task : Task.CompletedTask };
        await using var collection = await OpenAsync(embedder);
        await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        isSearching = true;
        var result = await collection.SearchAsync("apples", new() { Budget = TimeSpan.FromMilliseconds(300) }, Token);
        Assert.Equal("a", result.Hits[0].DocumentId);
        Assert.Equal(ErrorCodes.EmbedderFailed, result.Trace.Stages.Single(s => s.Stage == StageTrace.Embed).FailureCode);
        never.SetCanceled(Token);
    }

    [Fact]
    public async Task UpsertAsync_TextThatTheProviderCut_IsReported()
    {
        using var told = new ScriptedEmbedder
        {
            Change = (_, made) =>
            {
                made[0].AdditionalProperties = new() { [EmbedderProperties.DroppedTokens] = 5 };
                return made;
            },
        };
        await using (var collection = await OpenAsync(told))
            Assert.Equal(5, (await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token)).TokensDropped);
        using var counted = new ScriptedEmbedder
        {
            Change = (_, made) =>
            {
                made.Usage = new UsageDetails { InputTokenCount = 3 };
                return made;
            },
        };
        await using (var collection = await OpenAsync(counted, counter: new WordCounter()))
            Assert.Equal(2, (await collection.UpsertAsync([Words("b", "five words are in here")], cancellationToken: Token)).TokensDropped);
    }

    [Fact]
    public async Task UpsertAsync_OwnCounter_DecidesTheSizesOfPassages()
    {
        using var embedder = new ScriptedEmbedder();
        var sizes = new PassageOptions { MaxTokens = 20, WholeTokens = 20, OverlapTokens = 0 };
        await using var collection = await OpenAsync(embedder, passages: sizes, counter: new WordCounter());
        var text = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"Sentence number {i} has six words."));
        await collection.UpsertAsync([Words("a", text)], cancellationToken: Token);
        var texts = embedder.Calls.SelectMany(c => c.Texts).ToArray();
        Assert.InRange(texts.Length, 9, 20);
        Assert.All(texts, t => Assert.InRange(new WordCounter().CountTokens(t), 1, 20));
    }

    [Fact]
    public async Task UpsertAsync_CounterThatIsWrong_HasACode()
    {
        using var embedder = new ScriptedEmbedder();
        await using var collection = await OpenAsync(embedder, counter: new WrongCounter());
        var error = await Assert.ThrowsAsync<ComponentException>(() => collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token));
        Assert.Equal(ErrorCodes.TokenCounterFailed, error.Code);
        var report = await collection.IndexAsync(Items([Words("a", "red apples")]), cancellationToken: Token);
        Assert.Equal(ErrorCodes.TokenCounterFailed, Assert.Single(report.Problems).Code);
    }

    [Fact]
    public async Task ChangeEmbedderAsync_FromABiEncoder_SearchesWithTheEmbedderAtOnceAndAfterOpening()
    {
        using var embedder = new ScriptedEmbedder();
        await using (var collection = await Collection.OpenAsync(_folder.Path, TinyModels.Options, Token))
        {
            await collection.UpsertAsync([Words("a", "red apples"), Words("b", "green pears")], cancellationToken: Token);
            var report = await collection.ChangeEmbedderAsync(embedder, cancellationToken: Token);
            Assert.Equal(("tests:words", TinyModels.BiEncoder), (report.BiEncoder, report.FormerBiEncoder));
            Assert.Equal((false, 2, 2), (report.AlreadyCurrent, report.Documents, report.Embedded));
            Assert.True((await collection.ChangeEmbedderAsync(embedder, cancellationToken: Token)).AlreadyCurrent);
            Assert.Equal(1, (await SearchAsync(collection, "green pears")).Hits[0].Similarity!.Value.Score, 0.01);
            await collection.UpsertAsync([Words("c", "blue plums")], cancellationToken: Token);
        }

        await using var again = await OpenAsync(embedder);
        Assert.Equal("c", (await SearchAsync(again, "blue plums")).Hits[0].DocumentId);
    }

    [Fact]
    public async Task GenerateAsync_RoleInTheOptions_HasThePromptOfTheRole()
    {
        using var encoder = BiEncoder.Load(TinyModels.OtherBiEncoder);
        var query = await GenerateAsync(encoder, EmbedderProperties.QueryRole);
        Assert.Equal((await encoder.EmbedAsync("apples", EmbeddingRole.Query, Token)).ToArray(), query);
        Assert.NotEqual((await encoder.EmbedAsync("apples", EmbeddingRole.None, Token)).ToArray(), query);
        Assert.Equal(query, await GenerateAsync(encoder.As(EmbeddingRole.Query), EmbedderProperties.DocumentRole));
        await Assert.ThrowsAsync<InvalidRangeException>(() => GenerateAsync(encoder, "passage"));
    }

    private static async Task<float[]> GenerateAsync(IEmbeddingGenerator<string, Embedding<float>> generator, string role)
    {
        var options = new EmbeddingGenerationOptions { AdditionalProperties = new() { [EmbedderProperties.Role] = role } };
        return (await generator.GenerateAsync(["apples"], options, Token))[0].Vector.ToArray();
    }

    private static ScriptedEmbedder Spoilt(string kind) => new()
    {
        Change = (texts, made) =>
        {
            var at = texts.ToList().FindIndex(t => t.StartsWith("spoilt", StringComparison.Ordinal));
            if (at < 0)
                return made;
            var vector = ScriptedEmbedder.Vector("spoilt");
            switch (kind)
            {
                case "nan":
                    vector[3] = float.NaN;
                    made[at] = new(vector);
                    return made;
                case "infinite":
                    vector[3] = float.NegativeInfinity;
                    made[at] = new(vector);
                    return made;
                case "short":
                    made[at] = new(vector.AsMemory(1));
                    return made;
                case "empty":
                    made[at] = new(Array.Empty<float>());
                    return made;
                case "zeros":
                    made[at] = new(new float[32]);
                    return made;
                case "fewer":
                    made.RemoveAt(at);
                    return made;
                case "more":
                    made.Add(new(vector));
                    return made;
                case "null":
                    return null;
                case "cancels itself":
                    throw new TaskCanceledException("its own time limit");
                default:
                    throw new HttpRequestException("the text is not accepted");
            }
        },
    };

    private async Task<Collection> OpenAsync(
        ScriptedEmbedder embedder, EmbedderOptions? options = null, PassageOptions? passages = null, ITokenCounter? counter = null) =>
        await Collection.OpenAsync(
            _folder.Path,
            new()
            {
                Embedder = embedder,
                EmbedderOptions = options ?? new(),
                Passages = passages,
                TokenCounter = counter,
                CrossEncoder = TinyModels.CrossEncoder,
            },
            Token);

    private static Task<SearchResult> SearchAsync(Collection collection, string query) =>
        collection.SearchAsync(query, new() { Rerank = SearchRerankOptions.Off }, Token);

    private static Document Words(string id, string text) => new() { Id = id, Text = text };

    private static async IAsyncEnumerable<ReadItem> Items(Document[] documents)
    {
        foreach (var document in documents)
        {
            await Task.Yield();
            yield return new ReadItem { Path = document.Id + ".txt", Document = document };
        }
    }

    private sealed class WordCounter : ITokenCounter
    {
        public int CountTokens(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private sealed class WrongCounter : ITokenCounter
    {
        public int CountTokens(string text) => -1;
    }
}
