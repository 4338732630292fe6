namespace Lodestone.Storage;

/// <content>Where documents were read from.</content>
internal sealed partial class StoreBatch
{
    private readonly Dictionary<string, long> _roots = new(StringComparer.Ordinal);

    /// <summary>Sets where a stored document was read from; without an origin it is a document of the application.</summary>
    /// <remarks>An origin is not content: it alone does not raise the sequence.</remarks>
    public void SetOrigin(string id, Origin? origin) => Do(() =>
    {
        if (_database.Prepare("SELECT document FROM documents WHERE id = ?").Bind(1, id).RunForLong() is not { } number)
            return false;
        if (origin is not { } from)
            _database.Prepare("DELETE FROM origins WHERE document = ?").Bind(1, number).Run();
        else
        {
            _database.Prepare("""
                INSERT INTO origins VALUES (?1, ?2, ?3) ON CONFLICT (document) DO UPDATE SET root = ?2, path = ?3
                WHERE root <> ?2 OR path <> ?3
                """).Bind(1, number).Bind(2, Root(from.Root)).Bind(3, from.Path).Run();
        }

        return true;
    });

    /// <summary>Deletes a document if it still is the one that was read from there; false when it is not.</summary>
    public bool Delete(string id, Origin origin) => Do(() =>
    {
        var number = _database.Prepare("""
            SELECT document FROM documents JOIN origins USING (document) JOIN roots USING (root) WHERE id = ? AND folder = ? AND path = ?
            """).Bind(1, id).Bind(2, origin.Root).Bind(3, origin.Path).RunForLong();
        if (number is not { } found)
            return false;
        Remove(found);
        return true;
    });

    private long Root(string folder)
    {
        if (_roots.TryGetValue(folder, out var root))
            return root;
        _database.Prepare("INSERT INTO roots(folder) VALUES (?) ON CONFLICT (folder) DO NOTHING").Bind(1, folder).Run();
        return _roots[folder] = _database.Prepare("SELECT root FROM roots WHERE folder = ?").Bind(1, folder).RunForLong()
            ?? throw StoreErrors.Damaged(_database.Path, "a root that was just written is missing");
    }
}

/// <summary>Where a document was read from.</summary>
/// <param name="Root">The full path of the folder that the path is relative to.</param>
/// <param name="Path">The file's path.</param>
internal readonly record struct Origin(string Root, string Path)
{
    /// <summary>The origin of an item; null when it is not from a file of a root.</summary>
    public static Origin? Of(ReadItem item) => item.Root is { } root ? new Origin(root, item.Path) : null;
}
