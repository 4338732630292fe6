using System.Globalization;

namespace Lodestone.Storage;

/// <summary>Vector spaces as rows.</summary>
internal static class SpaceRows
{
    // Before version 2 was released, a generator's checksum had this prefix and the columns were not used.
    private const string EarlierMark = "embedder:";

    public static IReadOnlyList<StoredSpace> Read(Database database)
    {
        // A reader may have opened the store before another process upgraded it.
        var rows = database.Prepare(StoreFile.Version(database) < 2
            ? """
                SELECT space, model, checksum, dimensions, settings, state, complete_since, documents, passages, 0, '' FROM spaces
                ORDER BY space
                """
            : """
                SELECT space, model, checksum, dimensions, settings, state, complete_since, documents, passages, embedder, provider
                FROM spaces ORDER BY space
                """);
        var spaces = new List<StoredSpace>();
        while (rows.Step())
        {
            spaces.Add(new(
                rows.Long(0),
                Definition(rows, database.Path),
                (SpaceState)rows.Long(5), rows.Long(6), rows.Long(7), rows.Long(8)));
        }

        return spaces;
    }

    private static VectorSpaceDefinition Definition(Statement row, string path)
    {
        var (checksum, embedder) = (row.Text(2), (SpaceEmbedder)row.Long(9));
        if (checksum.StartsWith(EarlierMark, StringComparison.Ordinal))
            (checksum, embedder) = (checksum[EarlierMark.Length..], SpaceEmbedder.Generator);
        if (embedder is not (SpaceEmbedder.ModelFolder or SpaceEmbedder.Generator))
        {
            throw new StoreException(
                ErrorCodes.StoreVersionUnknown,
                $"The vectors in '{path}' were made by a program of kind {row.Long(9)}, which this version does not know. " +
                "Open the collection with a newer one.",
                path, "0 (a model folder) or 1 (a generator)", row.Long(9).ToString(CultureInfo.InvariantCulture));
        }

        return new(row.Text(1), checksum, row.Int(3), row.Text(4)) { Embedder = embedder, Provider = row.Text(10) };
    }

    public static long Insert(Database database, VectorSpaceDefinition space, SpaceState state, long completeSince)
    {
        database.Prepare("""
            INSERT INTO spaces(model, checksum, dimensions, settings, state, complete_since, documents, passages, embedder, provider)
            VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?)
            """).Bind(1, space.Model).Bind(2, space.Checksum).Bind(3, space.Dimensions).Bind(4, space.Settings)
            .Bind(5, (long)state).Bind(6, completeSince).Bind(7, (long)space.Embedder).Bind(8, space.Provider).Run();
        return database.Long("SELECT last_insert_rowid()");
    }

    public static void SetState(Database database, long space, SpaceState state) =>
        database.Prepare("UPDATE spaces SET state = ? WHERE space = ?").Bind(1, (long)state).Bind(2, space).Run();

    public static void SetModel(Database database, long space, string model) =>
        database.Prepare("UPDATE spaces SET model = ? WHERE space = ?").Bind(1, model).Bind(2, space).Run();

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
/// <param name="Model">
/// The bi-encoder's name or folder, where it was found last: a hint, since the checksum identifies it; or the model id of a generator.
/// </param>
/// <param name="Checksum">The checksum of its files; of a generator, of its identity.</param>
/// <param name="Dimensions">The number of floats in a vector.</param>
/// <param name="Settings">The sizes of passages and the prefix before them, as one string; other settings are another space.</param>
internal sealed record VectorSpaceDefinition(string Model, string Checksum, int Dimensions, string Settings)
{
    /// <summary>The kind of program that made the vectors.</summary>
    public SpaceEmbedder Embedder { get; init; }

    /// <summary>The provider of a generator; empty for a model folder, or when the generator names none.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The model's name or folder; of a generator, its provider and model id.</summary>
    public string Name => NameOf(Provider, Model);

    /// <summary>The name of a model of a provider, which may be empty.</summary>
    public static string NameOf(string provider, string model) => provider.Length == 0 ? model : $"{provider}:{model}";

    /// <summary>The beginning of a checksum, as a message shows it.</summary>
    public static string Short(string checksum) => checksum[..Math.Min(12, checksum.Length)];

    /// <summary>Whether vectors and passages of both are the same, wherever the model is.</summary>
    public bool IsSameAs(VectorSpaceDefinition other) =>
        (Checksum, Dimensions, Settings, Embedder) == (other.Checksum, other.Dimensions, other.Settings, other.Embedder);
}

/// <summary>The kind of program that made a space's vectors. The numbers are part of the file format.</summary>
internal enum SpaceEmbedder
{
    /// <summary>A bi-encoder of Lodestone's, from a model folder.</summary>
    ModelFolder = 0,

    /// <summary>An embedding generator of the application's.</summary>
    Generator = 1,
}
