namespace Lodestone.Storage;

/// <summary>Vector spaces as rows.</summary>
internal static class SpaceRows
{
    public static IReadOnlyList<StoredSpace> Read(Database database)
    {
        var rows = database.Prepare("""
            SELECT space, model, checksum, dimensions, settings, state, complete_since, documents, passages FROM spaces ORDER BY space
            """);
        var spaces = new List<StoredSpace>();
        while (rows.Step())
        {
            spaces.Add(new(
                rows.Long(0), new(rows.Text(1), rows.Text(2), rows.Int(3), rows.Text(4)), (SpaceState)rows.Long(5), rows.Long(6),
                rows.Long(7), rows.Long(8)));
        }

        return spaces;
    }

    public static long Insert(Database database, VectorSpaceDefinition space, SpaceState state, long completeSince)
    {
        database.Prepare("""
            INSERT INTO spaces(model, checksum, dimensions, settings, state, complete_since, documents, passages)
            VALUES (?, ?, ?, ?, ?, ?, 0, 0)
            """).Bind(1, space.Model).Bind(2, space.Checksum).Bind(3, space.Dimensions).Bind(4, space.Settings)
            .Bind(5, (long)state).Bind(6, completeSince).Run();
        return database.Long("SELECT last_insert_rowid()");
    }

    public static void SetState(Database database, long space, SpaceState state) =>
        database.Prepare("UPDATE spaces SET state = ? WHERE space = ?").Bind(1, (long)state).Bind(2, space).Run();

    public static void AddCounts(Database database, long space, int documents, int passages) =>
        database.Prepare("UPDATE spaces SET documents = documents + ?, passages = passages + ? WHERE space = ?")
            .Bind(1, documents).Bind(2, passages).Bind(3, space).Run();
}

/// <summary>A vector space in a store.</summary>
/// <param name="Number">Its number in the store, never reused.</param>
/// <param name="Space">Its model and settings.</param>
/// <param name="State">Whether it is searched, being built, or being dropped.</param>
/// <param name="CompleteSince">The oldest sequence since which its changes are known; an older index is rebuilt.</param>
/// <param name="Documents">The number of documents whose passages are in it.</param>
/// <param name="Passages">The number of passages in it.</param>
internal sealed record StoredSpace(
    long Number, VectorSpaceDefinition Space, SpaceState State, long CompleteSince, long Documents, long Passages);

/// <summary>The state of a vector space. The numbers are part of the file format.</summary>
internal enum SpaceState
{
    Building = 0,
    Active = 1,
    Dropped = 2,
}

/// <summary>The properties that vectors must share to be comparable: the model that made them, and the sizes of passages.</summary>
/// <param name="Model">The bi-encoder's name.</param>
/// <param name="Checksum">The checksum of its files.</param>
/// <param name="Dimensions">The number of floats in a vector.</param>
/// <param name="Settings">The sizes of passages and the prefix before them, as one string; other settings are another space.</param>
internal sealed record VectorSpaceDefinition(string Model, string Checksum, int Dimensions, string Settings);
