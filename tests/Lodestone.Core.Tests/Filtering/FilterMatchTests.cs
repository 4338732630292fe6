using CsCheck;
using Lodestone.Core.Tests.Storage;
using Lodestone.Filtering;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Filtering;

/// <summary>What filters let through, against an evaluator that looks at every document.</summary>
public sealed class FilterMatchTests : IDisposable
{
    private static readonly string[] Words = ["free", "Free", "pro", "", "2024-05-01", "' OR 1=1 --", "\u00e9\"`", "x\0y"];
    private static readonly DateTimeOffset Day = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly double[] Hours = [-1, 0, 5, 23.999, 24, 48];

    private static readonly long[] Large = [(1L << 53) - 1, 1L << 53, (1L << 53) + 1, long.MaxValue - 1, long.MaxValue, long.MinValue];
    private static readonly double[] LargeDoubles = [1L << 53, (1L << 53) + 2, 9.2e18, 9_223_372_036_854_775_808.0, 1e22, -1e300];

    private static readonly Gen<MetadataValue> Values = Gen.OneOf(
        Pick(Words).Select(MetadataValue.Of),
        Gen.Int[-2, 2].Select(i => MetadataValue.Of(i / 2.0)),
        Pick(Large).Select(MetadataValue.Of),
        Pick(LargeDoubles).Select(MetadataValue.Of),
        Gen.Bool.Select(MetadataValue.Of),
        Pick(Hours).Select(h => MetadataValue.Of(Day.AddHours(h).ToOffset(TimeSpan.FromHours(3)))),
        Pick(Words).Array[0, 3].Select(MetadataValue.Of));

    private static readonly Gen<FilterValue> Literals = Gen.OneOf(
        Pick(Words).Select(w => (FilterValue)w),
        Gen.Int[-2, 2].Select(i => (FilterValue)(i / 2.0)),
        Pick(Large).Select(i => (FilterValue)i),
        Pick(LargeDoubles).Select(i => (FilterValue)i),
        Gen.Bool.Select(b => (FilterValue)b),
        Pick(Hours).Select(h => (FilterValue)Day.AddHours(h)),
        Gen.Const((FilterValue)new DateOnly(2024, 5, 1)));

    private static readonly Gen<string> Fields = Pick("a", "odd `field`", "and");
    private static readonly Gen<string> AnyFields = Pick("a", "a", "odd `field`", "and", "and", "missing");

    private static readonly Gen<Filter> Tests = Gen.OneOf(
        Gen.Select(AnyFields, Gen.Int[0, 5], Literals, (f, o, v) => o switch
        {
            0 => Filter.Equal(f, v),
            1 => Filter.NotEqual(f, v),
            2 => Filter.Less(f, v),
            3 => Filter.AtMost(f, v),
            4 => Filter.Greater(f, v),
            _ => Filter.AtLeast(f, v),
        }),
        Gen.Select(Fields, Literals.Array[1, 3], (f, v) => Filter.In(f, v)),
        Gen.Select(Fields, Pick(Words), Filter.Contains),
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], (i, o) => o switch
        {
            0 => Filter.Id($"d{i}"),
            1 => !Filter.Id($"d{i}"),
            2 => Filter.IdIn($"d{i}", "none", "d3"),
            _ => Filter.AtLeast(Filter.IdField, $"d{i}"),
        }),
        AnyFields.Select(Filter.Exists));

    private static readonly Gen<Filter> Filters = Gen.Recursive<Filter>((depth, inner) => depth > 3 ? Tests : Gen.Frequency(
        (3, Tests), (1, Gen.Select(inner, inner, (l, r) => l & r)), (1, Gen.Select(inner, inner, (l, r) => l | r)),
        (1, inner.Select(f => !f)),
        // Many comparisons by size of a field share a walk over it.
        (1, Gen.Select(Fields, Gen.Select(Gen.Int[0, 3], Literals, Gen.Bool).Array[3, 8], ManyBySize))));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly TempStore _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Match_AnyFilter_EqualsLookingAtEveryDocument()
    {
        LawCases fitting = new(), matching = new();
        Gen.Select(Gen.Dictionary(Fields, Values)[0, 3].Array[1, 40], Filters.Array[1, 40]).Sample((metadata, filters) =>
        {
            using var temp = new TempStore();
            using var store = temp.Open();
            var keys = new Dictionary<long, (string Id, IReadOnlyDictionary<string, MetadataValue> Metadata)>();
            using (var batch = store.BeginBatch(Token))
            {
                for (var i = 0; i < metadata.Length; i++)
                {
                    var document = TempStore.Doc($"d{i}", "0123456789") with { Metadata = metadata[i] };
                    foreach (var key in batch.Upsert(document, TempStore.Cut(document)).Added.Keys())
                        keys.Add(key, (document.Id, metadata[i]));
                }

                batch.Commit();
            }

            using var snapshot = store.Snapshot();
            foreach (var filter in filters)
            {
                if (!fitting.Count(NaiveFilter.Fits(filter.Node, snapshot.Fields)))
                {
                    Assert.Throws<FilterException>(() => snapshot.Match(filter, Token));
                    continue;
                }

                var expected = keys.Where(k => NaiveFilter.Matches(filter.Node, k.Value.Id, k.Value.Metadata)).Select(k => k.Key).Order().ToArray();
                matching.Count(expected.Length > 0 && expected.Length < keys.Count);
                Assert.Equal(expected, snapshot.Match(filter, Token).Keys());
                Assert.Equal(expected, snapshot.Match(Filter.Parse(filter.ToString()), Token).Keys());
            }
        }, iter: 40, threads: 1);
        fitting.AssertShare(.2);
        matching.AssertShare(.2);
    }

    [Fact]
    public void Text_AnyFilter_ReadsBackAsTheSame() => Filters.Sample(filter =>
        Assert.Equal(filter.ToString(), Filter.Parse(filter.ToString()).ToString()), iter: 2_000);

    [Fact]
    public void Delete_ByFilter_TakesWhatItMatches()
    {
        using var store = _temp.Open();
        for (var i = 0; i < 10; i++)
            TempStore.Put(store, TempStore.Doc($"d{i}", $"t{i}", ("n", MetadataValue.Of(i))));
        using (var batch = store.BeginBatch(Token))
        {
            Assert.Equal(6, batch.Delete(Filter.Parse("n < 3 or n > 6"), TestContext.Current.CancellationToken));
            Assert.Equal(6, batch.Removed.Sum(r => r.Count));
            batch.Commit();
        }

        using var snapshot = store.Snapshot();
        Assert.Equal(["d3", "d4", "d5", "d6"], snapshot.Stream().Select(d => d.Document.Id));
    }

    [Theory]
    [InlineData("not (archved = true)")]
    [InlineData("archved != true")]
    [InlineData("not exists archved")]
    [InlineData("@id != \"a\" and not (archved = true)")]
    public void Delete_FieldThatNoDocumentHas_IsRefusedAndDeletesNothing(string text)
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "t", ("archived", MetadataValue.Of(true))));
        using (var batch = store.BeginBatch(Token))
        {
            var refused = Assert.Throws<FilterException>(() => batch.Delete(Filter.Parse(text), Token));
            Assert.Equal((ErrorCodes.FilterFieldUnknown, "archived"), (refused.Code, Assert.Single(refused.KnownFields)));
        }

        using var snapshot = store.Snapshot();
        Assert.Equal(1, snapshot.Documents);
    }

    [Fact]
    public void Match_WholeNumbersOf64Bits_AreNotRounded()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "t", ("order", MetadataValue.Of(9_007_199_254_740_992))));
        TempStore.Put(store, TempStore.Doc("b", "t", ("order", MetadataValue.Of(9_007_199_254_740_993))));
        using var snapshot = store.Snapshot();
        foreach (var text in new[] { "9007199254740993", "9007199254740993.0", "9.007199254740993e15", "+9007199254740993" })
            Assert.Equal(1, snapshot.Count(Filter.Parse($"order = {text}"), Token));
        Assert.Equal(1, snapshot.Count(Filter.Parse("order > 9007199254740992"), Token));
        Assert.Equal(2, snapshot.Count(Filter.Parse("order < 99999999999999999999"), Token));
        Assert.Equal(9_007_199_254_740_993, snapshot.Find("b")!.Document.Metadata["order"].WholeNumber);
    }

    [Fact]
    public void Match_UnknownFieldOrKind_NamesTheKnown()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "t", ("year", MetadataValue.Of(2024)), ("plan", MetadataValue.Of("free"))));
        TempStore.Put(store, TempStore.Doc("b", "t", ("year", MetadataValue.Of("2024"))));
        using var snapshot = store.Snapshot();
        foreach (var text in new[] { "yaer = 2024", "exists yaer", "year = 1 or yaer = 2", "not (yaer = 1)" })
        {
            var unknown = Assert.Throws<FilterException>(() => FilterCheck.EnsureKnown(Filter.Parse(text), snapshot.Fields));
            Assert.Equal(ErrorCodes.FilterFieldUnknown, unknown.Code);
            Assert.Contains("plan (string); year (string, number)", unknown.Message, StringComparison.Ordinal);
            Assert.Equal(["yaer"], FilterCheck.UnknownFields(Filter.Parse(text), snapshot.Fields));
        }

        var kind = Assert.Throws<FilterException>(() => snapshot.Match(Filter.Parse("plan > 3"), Token));
        Assert.Equal(ErrorCodes.FilterKindMismatch, kind.Code);
        Assert.Contains("'plan' holds string", kind.Message, StringComparison.Ordinal);
        Assert.Contains(
            "'@id' holds string",
            Assert.Throws<FilterException>(() => snapshot.Match(Filter.Parse("@id = 17"), Token)).Message, StringComparison.Ordinal);
        Assert.Throws<FilterException>(() => snapshot.Match(Filter.Parse("year < true"), Token));
    }

    private static Filter ManyBySize(string field, (int How, FilterValue Value, bool Not)[] tests) => tests.Select(t =>
    {
        var test = t.How switch
        {
            0 => Filter.Less(field, t.Value),
            1 => Filter.AtMost(field, t.Value),
            2 => Filter.Greater(field, t.Value),
            _ => Filter.AtLeast(field, t.Value),
        };
        return t.Not ? !test : test;
    }).Aggregate((left, right) => left.Comparisons % 2 == 0 ? left & right : left | right);

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);
}
