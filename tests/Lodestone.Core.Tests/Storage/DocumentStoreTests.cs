using CsCheck;
using Lodestone.Storage;

namespace Lodestone.Core.Tests.Storage;

public sealed class DocumentStoreTests : IDisposable
{
    private readonly TempStore _temp = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Upsert_EveryKind_ReadsBack()
    {
        using var store = _temp.Open();
        var document = new Document
        {
            Id = "a/b \"c\" '\u00e9' \U0001F600",
            Title = "A title\0 with a NUL",
            Text = "First.\0Second \U0001F600 \u202Ertl",
            Headings = [new(0, 1, "One"), new(7, 2, ""), new(7, 3, "Three \u00e9")],
            Metadata = new Dictionary<string, MetadataValue>
            {
                ["text"] = MetadataValue.Of("x\0y"),
                ["empty"] = MetadataValue.Of(""),
                ["number"] = MetadataValue.Of(double.Epsilon),
                ["big"] = MetadataValue.Of(-double.MaxValue),
                ["whole"] = MetadataValue.Of(3),
                ["yes"] = MetadataValue.Of(true),
                ["no"] = MetadataValue.Of(false),
                ["date"] = MetadataValue.Of(new DateTimeOffset(2024, 5, 1, 12, 30, 15, 123, TimeSpan.FromMinutes(-330)).AddTicks(7)),
                ["first"] = MetadataValue.Of(DateTimeOffset.MinValue),
                ["last"] = MetadataValue.Of(DateTimeOffset.MaxValue),
                ["list"] = MetadataValue.Of(["b", "a", "", "b"]),
                ["none"] = MetadataValue.Of(Array.Empty<string>()),
                ["odd `name` \"x\" = 1"] = MetadataValue.Of("y"),
            },
        };
        TempStore.Put(store, document);
        using var snapshot = store.Snapshot();
        var found = snapshot.Find(document.Id)!.Document;
        Assert.Equal((document.Id, document.Title, document.Text), (found.Id, found.Title, found.Text));
        Assert.Equal(document.Headings, found.Headings);
        Assert.Equal(
            document.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal),
            found.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.Equal(document.Metadata["date"].Date.Offset, found.Metadata["date"].Date.Offset);
        Assert.Empty(store.Check(full: true, Token));
    }

    [Fact]
    public void ReadPassages_SomeKeys_InTheirOrderWithTheirText()
    {
        using var store = _temp.Open();
        var keys = TempStore.Put(store, TempStore.Doc("a", "0123456789abc")).Added;
        using var snapshot = store.Snapshot();
        var passages = snapshot.ReadPassages([keys.First + 2, keys.First]);
        Assert.Equal(["abc", "01234"], passages.Select(p => p.Text));
        Assert.Equal([2, 0], passages.Select(p => p.Ordinal));
        Assert.Equal([0, 127, 128, 30_521, int.MaxValue], snapshot.ReadTokens([keys.First + 2])[0]);
        // Callers match the results with their keys by position, so that a missing one is never left out.
        Assert.Equal(ErrorCodes.StoreDamaged, Assert.Throws<StoreException>(() => snapshot.ReadTokens([keys.First, 999])).Code);
        Assert.Equal(ErrorCodes.StoreDamaged, Assert.Throws<StoreException>(() => snapshot.ReadPassages([keys.First, 999])).Code);
        Assert.Equal([(keys.First + 2, "a", 2), (keys.First, "a", 0)],
            snapshot.ReadPlaces([keys.First + 2, 999, keys.First]).Select(p => (p.Key, p.DocumentId, p.Ordinal)));
        Assert.Equal("A > B", passages[0].Heading);
        Assert.Equal(TempStore.Vector("abc"), snapshot.ReadVector(keys.First + 2));
    }

    [Theory]
    [InlineData(StoreSnapshot.AddedRows)]
    [InlineData(StoreSnapshot.KeyRows)]
    public void Streams_OfAllPassages_AreReadInOrderWithoutSorting(string sql)
    {
        using var store = _temp.Open();
        using var snapshot = store.Snapshot();
        using var plan = snapshot.Database.Fresh("EXPLAIN QUERY PLAN " + sql);
        var steps = new List<string>();
        while (plan.Step())
            steps.Add(plan.Text(3));
        Assert.NotEmpty(steps);
        Assert.DoesNotContain(steps, s => s.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Fact]
    public void Upsert_SameContent_KeepsKeysAndSequence()
    {
        using var store = _temp.Open();
        var document = TempStore.Doc("a", "text", ("n", MetadataValue.Of(1)));
        var first = TempStore.Put(store, document);
        var sequence = Sequence(store);
        var second = TempStore.Put(store, document with { });
        Assert.Equal(WriteOutcome.Added, first.Outcome);
        Assert.Equal(WriteOutcome.Unchanged, second.Outcome);
        Assert.Equal(sequence, Sequence(store));
        using var snapshot = store.Snapshot();
        Assert.Equal(first.Added, snapshot.KeysOf("a"));
        Assert.Equal(["a"], snapshot.FindUnchanged([document, TempStore.Doc("b")]));
        Assert.Empty(snapshot.FindUnchanged([document with { Title = "other" }]));
    }

    [Fact]
    public void Upsert_ChangedOrDeleted_NeverReusesKeys()
    {
        using var store = _temp.Open();
        var highest = 0L;
        for (var i = 0; i < 5; i++)
        {
            var keys = TempStore.Put(store, TempStore.Doc("a", $"version {i}")).Added;
            Assert.True(keys.First > highest);
            highest = keys.First + keys.Count - 1;
            using var batch = store.BeginBatch(Token);
            Assert.True(batch.Delete("a"));
            Assert.False(batch.Delete("a"));
            batch.Commit();
        }
    }

    [Fact]
    public void Upsert_SameIdTwiceInABatch_LastWinsAndIsReported()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "old"));
        using (var batch = store.BeginBatch(Token))
        {
            var one = batch.Upsert(TempStore.Doc("a", "first"), TempStore.Cut(TempStore.Doc("a", "first")));
            var two = batch.Upsert(TempStore.Doc("a", "second"), TempStore.Cut(TempStore.Doc("a", "second")));
            Assert.False(one.Repeated);
            Assert.True(two.Repeated);
            Assert.Equal([two.Added], batch.Added);
            Assert.Single(batch.Removed);
            batch.Commit();
        }

        using var snapshot = store.Snapshot();
        Assert.Equal("second", snapshot.Find("a")!.Document.Text);
        Assert.Equal((1, 2), (snapshot.Documents, snapshot.Passages));
        Assert.Empty(store.Check(full: true, Token));
    }

    [Fact]
    public void Batch_ThatThrows_LeavesNothing()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "kept"));
        var sequence = Sequence(store);
        using (var batch = store.BeginBatch(Token))
        {
            batch.Delete("a");
            batch.Upsert(TempStore.Doc("b"), TempStore.Cut(TempStore.Doc("b")));
            var bad = new NewPassage(0, 1, "", default, InputHash.Of("x"), new[] { float.NaN, 0, 0, 0, 0, 0, 0, 0 });
            Assert.Equal(
                ErrorCodes.VectorNotFinite,
                Assert.Throws<InvalidArgumentException>(() => batch.Upsert(TempStore.Doc("c"), [bad])).Code);
            Assert.Throws<InvalidOperationException>(() => batch.Commit());
        }

        Assert.Equal(sequence, Sequence(store));
        using var snapshot = store.Snapshot();
        Assert.NotNull(snapshot.Find("a"));
        Assert.Null(snapshot.Find("b"));
        TempStore.Put(store, TempStore.Doc("d"));
    }

    [Fact]
    public void Stream_ManyIds_ComeInOrderAndPageWithoutGaps()
    {
        using var store = _temp.Open();
        string[] ids = ["b", "a", "Z", "\u00e9", "a/b", "zz", "1", "10", "2"];
        foreach (var id in ids)
            TempStore.Put(store, TempStore.Doc(id, "t" + id));
        using var snapshot = store.Snapshot();
        string[] expected = [.. ids.Order(StringComparer.Ordinal)];
        Assert.Equal(expected, snapshot.Stream().Select(d => d.Document.Id));
        var paged = new List<string>();
        for (string? after = null; snapshot.Stream(after).Take(2).ToArray() is { Length: > 0 } page; after = page[^1].Document.Id)
            paged.AddRange(page.Select(d => d.Document.Id));
        Assert.Equal(expected, paged);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" ", true)]
    [InlineData("a/b\\c'\"`;--", true)]
    [InlineData("\U0001F600", true)]
    [InlineData("a\nb", false)]
    [InlineData("a\0", false)]
    [InlineData("a\u0085", false)]
    public void Upsert_OddId_IsKeptOrRefused(string id, bool accepted)
    {
        using var store = _temp.Open();
        if (!accepted)
        {
            Assert.Equal(
                ErrorCodes.DocumentIdInvalid, Assert.Throws<InvalidArgumentException>(() => TempStore.Put(store, TempStore.Doc(id))).Code);
            return;
        }

        TempStore.Put(store, TempStore.Doc(id));
        using var snapshot = store.Snapshot();
        Assert.Equal(id, snapshot.Find(id)!.Document.Id);
    }

    [Fact]
    public void Upsert_LongIdOrHalfAPair_IsKeptOrRefused()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc(new string('x', 512)));
        Assert.Equal(
            ErrorCodes.DocumentIdInvalid, Assert.Throws<InvalidArgumentException>(() => TempStore.Put(store, TempStore.Doc(new string('x', 513)))).Code);
        Assert.Equal(
            ErrorCodes.DocumentIdInvalid, Assert.Throws<InvalidArgumentException>(() => TempStore.Put(store, TempStore.Doc("a" + '\uD800'))).Code);
    }

    [Fact]
    public void Upsert_HalfAPairInText_BecomesTheReplacementCharacter()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "x" + '\uD800' + "y"));
        using var snapshot = store.Snapshot();
        Assert.Equal("x\uFFFDy", snapshot.Find("a")!.Document.Text);
        Assert.Empty(store.Check(full: true, Token));
    }

    [Fact]
    public void FindVectors_KnownInput_GivesItsVector()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "abcde"));
        using var snapshot = store.Snapshot();
        var found = snapshot.FindVectors(snapshot.ActiveSpace!, [InputHash.Of("abcde"), InputHash.Of("other")]);
        Assert.Equal(TempStore.Vector("abcde"), Assert.Single(found).Value);
    }

    [Fact]
    public void Writes_AnySequenceOfThem_EqualADictionary() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Bool).Array[1, 30].Array[1, 6].Sample(batches =>
        {
            using var temp = new TempStore();
            using var store = temp.Open();
            var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var index = new SortedSet<long>();
            var seen = Sequence(store);
            foreach (var writes in batches)
            {
                using (var batch = store.BeginBatch(Token))
                {
                    foreach (var (id, version, delete) in writes)
                    {
                        var document = TempStore.Doc($"d{id}", string.Concat(Enumerable.Repeat($"v{version} ", version)));
                        if (delete)
                            Assert.Equal(expected.Remove(document.Id), batch.Delete(document.Id));
                        else
                            expected[batch.Upsert(document, TempStore.Cut(document)).Id] = document.Text;
                    }

                    batch.Commit();
                }

                // An index that follows the changes holds what the store holds.
                using var snapshot = store.Snapshot();
                var space = snapshot.ActiveSpace!;
                index.ExceptWith(snapshot.RemovedSince(space, seen));
                foreach (var passage in snapshot.AddedSince(space, seen))
                    Assert.True(index.Add(passage.Key));
                seen = snapshot.Sequence;
                Assert.Equal(index, snapshot.AddedSince(space, 0).Select(p => p.Key));
                Assert.Equal(index.Count, snapshot.Passages);
            }

            using var last = store.Snapshot();
            Assert.Equal(expected, last.Stream().ToDictionary(d => d.Document.Id, d => d.Document.Text));
            Assert.Equal(expected.Count, last.Documents);
            Assert.Empty(store.Check(full: true, Token));
        }, iter: 40, threads: 1);

    private static long Sequence(DocumentStore store)
    {
        using var snapshot = store.Snapshot();
        return snapshot.Sequence;
    }
}
