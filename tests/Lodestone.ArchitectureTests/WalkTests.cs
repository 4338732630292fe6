using Lodestone.Walks;

namespace Lodestone.ArchitectureTests;

/// <summary>How many files a reader opens to follow one call, from the coverage of that call. <c>eng/walks</c> prints them.</summary>
public sealed class WalkTests(WalkTests.Measured measured) : IClassFixture<WalkTests.Measured>
{
    public static TheoryData<string> Calls => [.. Walk.All.Select(w => w.Call)];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Walk_OneCall_StaysWithinItsLimit(string call)
    {
        var walk = Walk.All.Single(w => w.Call == call);
        var files = walk.In(measured.Coverage).Files;
        Assert.True(files.Count <= walk.Limit, $"{files.Count} files, at most {walk.Limit}:\n{string.Join('\n', files)}");
    }

    [Theory]
    [InlineData("Collection.SearchAsync", "src/Lodestone.Core/Search/Searcher.cs", "src/Lodestone.Core/Collections/CollectionOptions.cs")]
    [InlineData("CrossEncoder.RerankAsync", "src/Lodestone.Encoders/Runtime/RunScheduler.cs", "src/Lodestone.Encoders/Reranking/RerankResult.cs")]
    public void Walk_Coverage_HasWorkAndNoData(string call, string work, string data)
    {
        var files = measured.Coverage.Of(call);
        Assert.Contains(work, files);
        Assert.DoesNotContain(data, files);
        Assert.All(files, f => Assert.True(File.Exists(Path.Combine(SourceTree.Root, f)), $"no file '{f}'"));
    }

    public sealed class Measured : IAsyncLifetime
    {
        public Coverage Coverage { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Coverage = await Coverage.MeasureAsync();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
