using CsCheck;
using Lodestone.Collections;
using Lodestone.Core.Tests.Filtering;
using Lodestone.Core.Tests.Storage;

namespace Lodestone.Core.Tests.Faceting;

/// <summary>Counts of values, against an evaluator that looks at every document.</summary>
public sealed class FacetTests : IDisposable
{
    private static readonly string[] Texts = ["free", "pro", "team"];
    private static readonly DateTimeOffset Day = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<MetadataValue> Values = Gen.OneOf(
        Gen.Int[0, 2].Select(i => MetadataValue.Of(Texts[i])),
        Gen.Int[0, 3].Select(i => MetadataValue.Of(i / 2.0)),
        Gen.Bool.Select(MetadataValue.Of),
        Gen.Int[0, 2].Select(i => MetadataValue.Of(Day.AddHours(i).ToOffset(TimeSpan.FromHours(i)))),
        Gen.Int[0, 2].Array[0, 3].Select(i => MetadataValue.Of(i.Select(t => Texts[t]))));

    private static readonly Gen<IReadOnlyList<FilterValue>> Chosen = Gen.Int[0, 2].Array[0, 2].Select(
        i => (IReadOnlyList<FilterValue>)[.. i.Select(t => (FilterValue)Texts[t])]);

    private readonly TempStore _temp = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task CountFacets_AnyDocumentsAndChoice_AreThoseOfEveryDocument() => Gen.Select(
        Gen.Dictionary(Gen.Int[0, 2].Select(i => $"f{i}"), Values)[0, 3].Array[0, 12], Chosen, Chosen, Gen.Int[1, 4]).SampleAsync(
        async (documents, first, second, most) =>
        {
            using var temp = new TempStore();
            using var store = temp.Open();
            for (var i = 0; i < documents.Length; i++)
                TempStore.Put(store, TempStore.Doc($"d{i}", "t", [.. documents[i].Select(p => (p.Key, p.Value))]));
            // Only strings were chosen, so that every field has a value of their kind or none.
            TempStore.Put(store, TempStore.Doc("all", "t", [.. Enumerable.Range(0, 3).Select(f => ($"f{f}", MetadataValue.Of("free")))]));
            var all = documents.Select((d, i) => (Id: $"d{i}", Metadata: d))
                .Append((Id: "all", Metadata: Enumerable.Range(0, 3).ToDictionary(f => $"f{f}", _ => MetadataValue.Of("free")))).ToArray();
            var options = new FacetOptions
            {
                Fields = ["f1", "f0", "f2", "none"],
                Chosen = new Dictionary<string, IReadOnlyList<FilterValue>> { ["f0"] = first, ["f1"] = second },
                MaxValues = most,
            };
            var facets = await new DocumentReader(store).CountFacetsAsync(options, Token);
            Assert.Equal(options.Fields, facets.Select(f => f.Field));
            foreach (var facet in facets)
            {
                var others = options.Chosen.Where(c => c.Key != facet.Field && c.Value.Count > 0).Select(c => Filter.In(c.Key, c.Value));
                var among = all.Where(d => others.All(o => NaiveFilter.Matches(o.Node, d.Id, d.Metadata))).ToArray();
                Assert.Equal(among.Length, facet.Documents);
                var counts = among.SelectMany(d => d.Metadata.TryGetValue(facet.Field, out var value)
                        ? value.Kind == MetadataKind.TextList
                            ? value.TextList.Distinct().Select(MetadataValue.Of)
                            : [value]
                        : [])
                    .GroupBy(v => v).Select(g => (Value: g.Key, Count: (long)g.Count())).ToArray();
                Assert.Equal(counts.Length, facet.DistinctValues);
                Assert.Equal(Math.Min(most, counts.Length), facet.Values.Count);
                Assert.Equal(counts.Select(c => c.Count).OrderDescending().Take(most), facet.Values.Select(v => v.Documents));
                Assert.All(facet.Values, v => Assert.Contains(counts, c => c.Value.Equals(v.Value) && c.Count == v.Documents));
            }
        }, iter: 60, threads: 1);

    [Fact]
    public async Task CountFacets_Chosen_NarrowsTheOthersAndNotItself()
    {
        using var store = _temp.Open();
        string[] plans = ["free", "free", "pro", "pro", "pro"], languages = ["en", "de", "en", "en", "de"];
        for (var i = 0; i < 5; i++)
        {
            TempStore.Put(store, TempStore.Doc(
                $"d{i}", "t", ("plan", MetadataValue.Of(plans[i])), ("language", MetadataValue.Of(languages[i])), ("year", MetadataValue.Of(2020 + i))));
        }

        var options = new FacetOptions
        {
            Fields = ["plan", "language"],
            Filter = Filter.Parse("year < 2024"),
            Chosen = new Dictionary<string, IReadOnlyList<FilterValue>> { ["plan"] = ["pro"] },
        };
        var facets = await new DocumentReader(store).CountFacetsAsync(options, Token);
        Assert.Equal([("free", 2L), ("pro", 2L)], facets[0].Values.Select(v => (v.Value.Text, v.Documents)));
        Assert.Equal([("en", 2L)], facets[1].Values.Select(v => (v.Value.Text, v.Documents)));
        Assert.Equal([4L, 2L], facets.Select(f => f.Documents));
        Assert.Equal("year < 2024 and plan in (\"pro\")", options.ToFilter()!.ToString());
        Assert.Null(new FacetOptions { Fields = ["plan"] }.ToFilter());
    }

    [Fact]
    public async Task CountFacets_BadOptions_AreRefused()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "t", ("year", MetadataValue.Of(2024))));
        var reader = new DocumentReader(store);
        foreach (var options in new FacetOptions[]
        {
            new() { Fields = [] }, new() { Fields = ["a", "a"] }, new() { Fields = ["a"], MaxValues = 0 },
            new() { Fields = ["a"], MaxValues = 1_001 }, new() { Fields = [.. Enumerable.Range(0, 101).Select(i => $"f{i}")] },
        })
            Assert.Equal(ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(options.Validate).Code);
        Assert.Equal(ErrorCodes.ValueBlank, Assert.Throws<InvalidArgumentException>(new FacetOptions { Fields = [" "] }.Validate).Code);
        var unknown = await Assert.ThrowsAsync<FilterException>(
            () => reader.CountFacetsAsync(new() { Fields = ["year", "yaer"], Strict = true }, Token));
        Assert.Equal(ErrorCodes.FilterFieldUnknown, unknown.Code);
        var kind = new Dictionary<string, IReadOnlyList<FilterValue>> { ["year"] = ["twenty"] };
        var wrong = await Assert.ThrowsAsync<FilterException>(
            () => reader.CountFacetsAsync(new() { Fields = ["other"], Chosen = kind }, Token));
        Assert.Equal(ErrorCodes.FilterKindMismatch, wrong.Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => reader.CountFacetsAsync(new() { Fields = ["year"] }, new CancellationToken(true)));
    }

    public void Dispose() => _temp.Dispose();
}
