using Lodestone.Core.Tests.Spaces;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>Searches without words: near a vector, or near a document of the collection.</summary>
public sealed class SimilarSearchTests : IDisposable
{
    private static readonly Document[] Documents =
    [
        Words("a", "red apples"), Words("b", "red apples here"), Words("c", "green pears"), Words("d", "green pears there"),
        Words("both", "Red apples are sweet and round fruits indeed.\n\nGreen pears are soft and long fruits too."),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedEmbedder _embedder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _embedder.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task SearchAsync_Vector_FindsTheNearestAndRunsNoModel()
    {
        await using var collection = await OpenAsync();
        var calls = _embedder.Calls.Count;
        var result = await collection.SearchAsync(ScriptedEmbedder.Vector("green pears"), new() { Top = 2 }, Token);
        Assert.Equal(["c", "d"], result.Hits.Select(h => h.DocumentId));
        Assert.Equal(1, result.Hits[0].Similarity!.Value.Score, 0.01);
        Assert.Equal((calls, ""), (_embedder.Calls.Count, result.Query));
        Assert.All(result.Hits, h => Assert.Equal((null, null, 0), (h.Bm25, h.Logit, h.Highlights.Count)));
        Assert.Equal("there is no query in words", result.Trace.Stages.Single(s => s.Stage == StageTrace.Rerank).Skipped);
    }

    [Fact]
    public async Task SearchAsync_VectorTimesANumber_HasTheSameOrder()
    {
        await using var collection = await OpenAsync();
        var vector = ScriptedEmbedder.Vector("red pears");
        var one = await collection.SearchAsync(vector, cancellationToken: Token);
        var ten = await collection.SearchAsync(vector.Select(v => v * 10).ToArray(), cancellationToken: Token);
        Assert.Equal(one.Hits.Select(h => h.DocumentId), ten.Hits.Select(h => h.DocumentId));
    }

    [Theory]
    [InlineData(31, 0f, ErrorCodes.VectorDimensionsDiffer)]
    [InlineData(0, 0f, ErrorCodes.VectorDimensionsDiffer)]
    [InlineData(32, float.NaN, ErrorCodes.VectorNotFinite)]
    [InlineData(32, float.PositiveInfinity, ErrorCodes.VectorNotFinite)]
    public async Task SearchAsync_WrongVector_IsRefused(int dimensions, float number, string code)
    {
        await using var collection = await OpenAsync();
        var vector = Enumerable.Repeat(1f, dimensions).ToArray();
        if (dimensions > 0)
            vector[^1] = number;
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => collection.SearchAsync(vector, cancellationToken: Token));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task SearchAsync_VectorOfZeros_IsRefused()
    {
        await using var collection = await OpenAsync();
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => collection.SearchAsync(new float[32], cancellationToken: Token));
        Assert.Equal(ErrorCodes.VectorZero, error.Code);
    }

    [Fact]
    public async Task FindSimilarAsync_Document_FindsThoseLikeItButNotItself()
    {
        await using var collection = await OpenAsync();
        var calls = _embedder.Calls.Count;
        var result = await collection.FindSimilarAsync("a", new() { Top = 1 }, Token);
        Assert.Equal("b", Assert.Single(result.Hits).DocumentId);
        Assert.Equal(calls, _embedder.Calls.Count);
        var all = await collection.FindSimilarAsync("a", new() { Top = 50, PassagesPerDocument = 0 }, Token);
        Assert.DoesNotContain(all.Hits, h => h.DocumentId == "a");
        Assert.Equal(5, all.Hits.Count);
    }

    [Fact]
    public async Task FindSimilarAsync_DocumentOfTwoPassages_FindsDocumentsLikeEither()
    {
        await using var collection = await OpenAsync();
        Assert.Equal(6, (await collection.StatsAsync(Token)).Passages);
        var result = await collection.FindSimilarAsync("both", new() { Top = 4 }, Token);
        Assert.Equal(["a", "b", "c", "d"], result.Hits.Select(h => h.DocumentId).Order());
        var least = result.Hits.Min(h => h.Similarity!.Value.Score);
        Assert.True(least > 0.3, $"{least}");
    }

    [Fact]
    public async Task FindSimilarAsync_Filter_IsHonouredAndTheCandidatesAreOthers()
    {
        await using var collection = await OpenAsync();
        await collection.UpsertAsync([.. Documents.Select(d => d with
        {
            Metadata = new Dictionary<string, MetadataValue> { ["kind"] = MetadataValue.Of(d.Id is "a" or "d" ? "x" : "y") },
        })], cancellationToken: Token);
        var result = await collection.FindSimilarAsync("a", new() { Filter = Filter.Parse("kind = \"x\"") }, Token);
        Assert.Equal(["d"], result.Hits.Select(h => h.DocumentId));
        var one = await collection.FindSimilarAsync("both", new() { Candidates = 1, Top = 1 }, Token);
        Assert.NotEqual("both", Assert.Single(one.Hits).DocumentId);
    }

    [Fact]
    public async Task FindSimilarAsync_UnknownDocument_IsRefused()
    {
        await using (var collection = await OpenAsync())
        {
            var error = await Assert.ThrowsAsync<InvalidArgumentException>(
                () => collection.FindSimilarAsync("z", cancellationToken: Token));
            Assert.Equal(ErrorCodes.DocumentNotFound, error.Code);
        }

        await using var readOnly = await Collection.OpenAsync(_folder.Path, new() { ReadOnly = true }, Token);
        Assert.Equal("b", (await readOnly.FindSimilarAsync("a", cancellationToken: Token)).Hits[0].DocumentId);
    }

    [Fact]
    public async Task FindSimilarAsync_DocumentWithoutWords_SaysSo()
    {
        await using var collection = await OpenAsync();
        await collection.UpsertAsync([Words("blank", " ")], cancellationToken: Token);
        var result = await collection.FindSimilarAsync("blank", cancellationToken: Token);
        Assert.Empty(result.Hits);
        Assert.Contains(result.Trace.Notices, n => n.Contains("no words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SearchNear_OptionsThatNeedWords_AreRefused()
    {
        await using var collection = await OpenAsync();
        await Assert.ThrowsAsync<InvalidRangeException>(
            () => collection.FindSimilarAsync("a", new() { Retrieval = RetrievalMode.Keyword }, Token));
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(
            () => collection.FindSimilarAsync("a", new() { MinProbability = 0.5 }, Token));
        Assert.Equal(ErrorCodes.ProbabilityMissing, error.Code);
    }

    private static Document Words(string id, string text) => new() { Id = id, Text = text };

    private async Task<Collection> OpenAsync()
    {
        var collection = await Collection.OpenAsync(
            _folder.Path,
            new()
            {
                Embedder = _embedder,
                Passages = new() { MaxTokens = 16, WholeTokens = 16, OverlapTokens = 0 },
                CrossEncoder = TinyModels.CrossEncoder,
            },
            Token);
        await collection.UpsertAsync(Documents, cancellationToken: Token);
        return collection;
    }
}
