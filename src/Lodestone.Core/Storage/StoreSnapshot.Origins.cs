namespace Lodestone.Storage;

/// <content>Where documents were read from.</content>
internal sealed partial class StoreSnapshot
{
    /// <summary>The documents of a root with the paths of their files, in ascending order of path and id, read lazily.</summary>
    /// <remarks>None in a store of format 1 or 2, which does not know; the next indexing of the root tells it.</remarks>
    public IEnumerable<(string Id, string Path)> OfRoot(string root)
    {
        if (StoreFile.Version(Database) < 3)
            yield break;
        using var rows = Database.Fresh("""
            SELECT d.id, o.path FROM roots r JOIN origins o USING (root) JOIN documents d USING (document)
            WHERE r.folder = ? ORDER BY o.path, d.id
            """).Bind(1, root);
        while (rows.Step())
            yield return (rows.Text(0), rows.Text(1));
    }

    /// <summary>The hash of each document's text, of the documents of a root, read lazily.</summary>
    public IEnumerable<(string Id, InputHash Text)> TextsOfRoot(string root)
    {
        if (StoreFile.Version(Database) < 3)
            yield break;
        using var rows = Database.Fresh("""
            SELECT d.id, t.text FROM roots r JOIN origins o USING (root) JOIN documents d USING (document) JOIN texts t USING (document)
            WHERE r.folder = ?
            """).Bind(1, root);
        while (rows.Step())
            yield return (rows.Text(0), InputHash.Of(rows.Text(1)));
    }

    /// <summary>Where a document was read from; null when it is not stored, or not from a file of a root.</summary>
    public Origin? OriginOf(string id)
    {
        if (StoreFile.Version(Database) < 3)
            return null;
        var row = Database.Prepare("""
            SELECT r.folder, o.path FROM documents d JOIN origins o USING (document) JOIN roots r USING (root) WHERE d.id = ?
            """).Bind(1, id);
        var origin = row.Step() ? new Origin(row.Text(0), row.Text(1)) : (Origin?)null;
        row.Reset();
        return origin;
    }

    /// <summary>Whether a document with the id is stored, whatever its content.</summary>
    public bool Contains(string id) =>
        Database.Prepare("SELECT document FROM documents WHERE id = ?").Bind(1, id).RunForLong() is not null;
}
