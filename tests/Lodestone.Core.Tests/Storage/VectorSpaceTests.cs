using Lodestone.Storage;

namespace Lodestone.Core.Tests.Storage;

public sealed class VectorSpaceTests : IDisposable
{
    private static readonly VectorSpaceDefinition Other = new("other", "def", 4, "128 tokens");
    private readonly TempStore _temp = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void CreateSpace_Twice_IsRefused()
    {
        using var store = _temp.Open();
        using var batch = store.BeginBatch(Token);
        Assert.Equal(
            ErrorCodes.VectorSpaceInvalid, Assert.Throws<InvalidStateException>(() => batch.CreateSpace(TempStore.Space)).Code);
    }

    [Fact]
    public void Activate_BuiltBesideWrites_TakesOverAndTheOldIsPurged()
    {
        using var store = _temp.Open();
        for (var i = 0; i < 20; i++)
            TempStore.Put(store, TempStore.Doc($"d{i}", $"words of {i}"));
        StoredSpace space;
        using (var batch = store.BeginBatch(Token))
        {
            space = batch.CreateSpace(Other);
            Assert.Equal(SpaceState.Building, space.State);
            Assert.False(batch.Activate(space));
            batch.Commit();
        }

        Build(store, space, 7);
        // Changed after it was built, and changed between reading and writing: both are to be built again.
        TempStore.Put(store, TempStore.Doc("d0", "changed"));
        StoredDocument stale;
        using (var snapshot = store.Snapshot())
            stale = snapshot.MissingFrom(space, 100)[^1];
        TempStore.Put(store, stale.Document with { Text = "changed too" });
        using (var batch = store.BeginBatch(Token))
        {
            Assert.False(batch.AddPassages(space, stale, []));
            batch.Commit();
        }

        using (var snapshot = store.Snapshot())
            Assert.Equal("model", snapshot.ActiveSpace!.Space.Model);
        Build(store, space, 100);
        using (var batch = store.BeginBatch(Token))
        {
            Assert.True(batch.Activate(space));
            batch.Commit();
        }

        using (var snapshot = store.Snapshot())
        {
            Assert.Equal(Other, snapshot.ActiveSpace!.Space);
            Assert.Equal(20, snapshot.Passages);
            Assert.Equal(20, snapshot.AddedSince(space, 0).Count());
            Assert.All(snapshot.AddedSince(space, 0), p => Assert.Equal(4, p.Vector.Length));
        }

        while (store.PurgeDropped(Token))
        {
            // Bounded steps.
        }

        using (var snapshot = store.Snapshot())
            Assert.Single(snapshot.Spaces);
        Assert.Empty(store.Check(full: true, Token));
    }

    [Fact]
    public void Abandon_Building_LeavesTheActive()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a"));
        using (var batch = store.BeginBatch(Token))
        {
            var space = batch.CreateSpace(Other);
            batch.Abandon(space);
            batch.Commit();
        }

        using (var batch = store.BeginBatch(Token))
        {
            using var snapshot = store.Snapshot();
            Assert.Equal(
                ErrorCodes.VectorSpaceInvalid, Assert.Throws<InvalidStateException>(() => batch.Abandon(snapshot.ActiveSpace!)).Code);
        }

        while (store.PurgeDropped(Token))
        {
            // Bounded steps.
        }

        using var last = store.Snapshot();
        Assert.Equal(TempStore.Space, Assert.Single(last.Spaces).Space);
    }

    [Fact]
    public void ChangesSince_AnotherStoresSequence_CannotBeTold()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a"));
        using var snapshot = store.Snapshot();
        var space = snapshot.ActiveSpace!;
        Assert.True(snapshot.CanChangesSince(space, snapshot.Sequence));
        Assert.False(snapshot.CanChangesSince(space, snapshot.Sequence + 1));
        Assert.Throws<InvalidOperationException>(() => snapshot.AddedSince(space, 99).Count());
    }

    private static void Build(DocumentStore store, StoredSpace space, int count)
    {
        IReadOnlyList<StoredDocument> missing;
        using (var snapshot = store.Snapshot())
            missing = snapshot.MissingFrom(space, count);
        using var batch = store.BeginBatch(Token);
        foreach (var document in missing)
        {
            var text = document.Document.Text;
            Assert.True(batch.AddPassages(
                space, document, [new(0, text.Length, "", default, InputHash.Of(text), new float[] { 1, 2, 3, 4 })]));
        }

        batch.Commit();
    }
}
