namespace Lodestone.Storage;

/// <content>Vector spaces: one is searched, and another may be built beside it to replace it.</content>
internal sealed partial class StoreBatch
{
    private const int PurgedDocuments = 500;

    /// <summary>Creates a space: the active one in a store that has none, else one to be built.</summary>
    /// <exception cref="InvalidStateException"><paramref name="space"/> exists already.</exception>
    /// <exception cref="InvalidRangeException"><paramref name="space"/> has no dimensions.</exception>
    public StoredSpace CreateSpace(VectorSpaceDefinition space) => Do(() =>
    {
        if (_spaces.Exists(s => s.State != SpaceState.Dropped && s.Space.IsSameAs(space)))
            throw new InvalidStateException(ErrorCodes.VectorSpaceInvalid, $"The vector space of '{space.Model}' exists. Use it.");
        InvalidRangeException.ThrowIfLess(space.Dimensions, 1);
        var state = _spaces.Exists(s => s.State == SpaceState.Active) ? SpaceState.Building : SpaceState.Active;
        var number = SpaceRows.Insert(_database, space, state, _sequence);
        Reread();
        return _spaces.Find(s => s.Number == number)!;
    });

    /// <summary>Stores another place of a space's model; false when it is stored already.</summary>
    public bool Repoint(StoredSpace space, string model) => Do(() =>
    {
        var target = Find(space);
        if (target.Space.Model == model)
            return false;
        SpaceRows.SetModel(_database, target.Number, model);
        Reread();
        return true;
    });

    /// <summary>Writes a document's passages in a space being built; false when the document has changed since it was read.</summary>
    public bool AddPassages(StoredSpace space, StoredDocument document, IReadOnlyList<NewPassage> passages) => Do(() =>
    {
        var target = Find(space);
        CheckPassages(document.Document, passages, target);
        var now = _database.Prepare("SELECT sequence FROM documents WHERE document = ? AND id = ?")
            .Bind(1, document.Number).Bind(2, document.Document.Id).RunForLong();
        if (now != document.Sequence || Extent(target.Number, document.Number) is not null)
            return false;
        _changed = true;
        WritePassages(target, document.Number, passages);
        return true;
    });

    /// <summary>Activates a space and drops the previously active one; false while documents are missing from it.</summary>
    public bool Activate(StoredSpace space) => Do(() =>
    {
        var target = Find(space);
        if (_database.Prepare("SELECT count(*) FROM extents WHERE space = ?").Bind(1, target.Number).RunForLong() != _documents)
            return false;
        if (target.State == SpaceState.Active)
            return true;
        SpaceRows.SetState(_database, Active.Number, SpaceState.Dropped);
        SpaceRows.SetState(_database, target.Number, SpaceState.Active);
        Reread();
        return true;
    });

    /// <summary>Drops a space that was being built.</summary>
    /// <exception cref="InvalidStateException"><paramref name="space"/> is the active one.</exception>
    public void Abandon(StoredSpace space) => Do(() =>
    {
        if (Find(space).State == SpaceState.Active)
        {
            throw new InvalidStateException(
                ErrorCodes.VectorSpaceInvalid, "The active vector space cannot be dropped. Activate another first.");
        }

        SpaceRows.SetState(_database, space.Number, SpaceState.Dropped);
        Reread();
        return true;
    });

    // No index follows a dropped space, so these deletions are not logged as changes.
    internal bool PurgeDropped() => Do(() =>
    {
        if (_spaces.Find(s => s.State == SpaceState.Dropped) is not { } space)
            return false;
        _freed = true;
        var extents = new List<(long Number, KeyRange Range)>(PurgedDocuments);
        var rows = _database.Prepare("SELECT document, first_key, passages FROM extents WHERE space = ? LIMIT ?")
            .Bind(1, space.Number).Bind(2, PurgedDocuments);
        while (rows.Step())
            extents.Add((rows.Long(0), new KeyRange(rows.Long(1), rows.Int(2))));
        foreach (var (number, range) in extents)
        {
            RemoveRows(space.Number, number, range);
            SpaceRows.AddCounts(_database, space.Number, -1, -range.Count);
        }

        if (extents.Count == 0)
        {
            _database.Prepare("DELETE FROM removals WHERE space = ?").Bind(1, space.Number).Run();
            _database.Prepare("DELETE FROM spaces WHERE space = ?").Bind(1, space.Number).Run();
            _spaces.Remove(space);
        }

        return true;
    });

    private StoredSpace Find(StoredSpace space) =>
        _spaces.Find(s => s.Number == space.Number && s.State != SpaceState.Dropped) ??
        throw new InvalidStateException(
            ErrorCodes.VectorSpaceInvalid, $"The vector space of '{space.Space.Model}' is not in the store, or was dropped.");

    private void Reread()
    {
        _changed = true;
        _spaces = [.. SpaceRows.Read(_database)];
    }
}
