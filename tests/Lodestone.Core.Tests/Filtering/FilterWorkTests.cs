using System.Globalization;
using Lodestone.Core.Tests.Storage;
using Lodestone.Storage;

namespace Lodestone.Core.Tests.Filtering;

/// <summary>How much a filter may do, and how it is stopped while it does it.</summary>
public sealed class FilterWorkTests : IDisposable
{
    private const int Documents = 6_000;

    private readonly TempStore _temp = new();

    /// <summary>A thousand comparisons of two fields, as a hostile client writes them.</summary>
    private static readonly Filter Heavy = Filter.Parse(string.Join(" and ", Enumerable.Range(0, 500).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"not (tag = \"k{i % 13}\" and n > {i % 100 + .25})"))));

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Match_ManyComparisons_ReadsEachValueOnceOrTwice()
    {
        using var store = Filled();
        using var snapshot = store.Snapshot();
        var looks = 0;
        var matching = snapshot.Match(Heavy, new FilterWork(() => looks++));
        Assert.Equal(Enumerable.Range(0, Documents).Count(i => NaiveFilter.Matches(Heavy.Node, "", Metadata(i))), matching.Count);
        // Walked for each comparison, there would be 300 looks and more.
        Assert.InRange(looks, 1, 40);
    }

    [Theory]
    [InlineData("n > {0}.5 or tag = \"k1\"")]
    [InlineData("tag >= \"k{0}\" or n < {0}")]
    [InlineData("not (day < 2024-01-{1:D2} or exists tag)")]
    [InlineData("tag in (\"k{0}\", \"x\") or tag != \"k{1}\"")]
    public void Match_StoppedAtAnyLook_EndsThereAndAnswersAfterwards(string term)
    {
        using var store = Filled();
        using var snapshot = store.Snapshot();
        var filter = Filter.Parse(string.Join(" or ", Enumerable.Range(0, 100).Select(i =>
            "(" + string.Format(CultureInfo.InvariantCulture, term, i, 1 + (i % 28)) + ")")));
        var all = 0;
        var expected = snapshot.Match(filter, new FilterWork(() => all++)).Keys().ToArray();
        Assert.True(all >= 2, $"{all} looks");
        foreach (var last in new[] { 1, 2, all })
        {
            var looks = 0;
            Assert.Throws<OperationCanceledException>(() => snapshot.Match(filter, new FilterWork(() =>
            {
                if (++looks == last)
                    throw new OperationCanceledException();
            })));
            Assert.Equal(last, looks);
        }

        // The connection is whole: nothing of the stopped statements is left in it.
        Assert.Equal(expected, snapshot.Match(filter, TestContext.Current.CancellationToken).Keys());
    }

    [Fact]
    public void Delete_CancelledWhileTheFilterRuns_KeepsEveryDocument()
    {
        using var store = Filled();
        using var cancelled = new CancellationTokenSource();
        using (var batch = store.BeginBatch(TestContext.Current.CancellationToken))
        {
            cancelled.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => batch.Delete(Heavy, cancelled.Token));
        }

        using var snapshot = store.Snapshot();
        Assert.Equal(Documents, snapshot.Documents);
        Assert.ThrowsAny<OperationCanceledException>(() => snapshot.Count(Heavy, cancelled.Token));
    }

    [Fact]
    public void Comparisons_Filter_CountsEveryValue()
    {
        Assert.Equal(1_000, Heavy.Comparisons);
        Assert.Equal(4, Filter.Parse("a in (1, 2) and (exists b or not c = 1)").Comparisons);
        Assert.Throws<FilterException>(() => Heavy & Filter.Exists("tag"));
    }

    private static Dictionary<string, MetadataValue> Metadata(int i) => new()
    {
        ["n"] = MetadataValue.Of(i % 101),
        ["tag"] = MetadataValue.Of($"k{i % 13}"),
        ["day"] = MetadataValue.Of(new DateTimeOffset(2024, 1, 1 + (i % 28), 0, 0, 0, TimeSpan.Zero)),
    };

    private DocumentStore Filled()
    {
        var store = _temp.Open();
        using var batch = store.BeginBatch(TestContext.Current.CancellationToken);
        for (var i = 0; i < Documents; i++)
        {
            var document = TempStore.Doc($"d{i}", "text") with { Metadata = Metadata(i) };
            batch.Upsert(document, TempStore.Cut(document));
        }

        batch.Commit();
        return store;
    }
}
