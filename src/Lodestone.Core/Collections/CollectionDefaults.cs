namespace Lodestone;

/// <summary>The defaults of collections, in one place for code, help and documentation.</summary>
public static class CollectionDefaults
{
    /// <summary>The folder the command line uses when none is named.</summary>
    public const string Folder = ".lodestone";

    /// <summary>The file within that folder which holds the documents: where it is, there is a collection.</summary>
    public const string StoreFile = "lodestone.db";

    /// <summary>Passages up to which every vector is compared: below, a scan takes a few milliseconds and misses nothing.</summary>
    public const int ExactUpTo = 20_000;

    /// <summary>Documents that are written together at most.</summary>
    public const int BatchDocuments = 1_000;

    /// <summary>
    /// Characters after which a batch is written: about 65,000 tokens, some seconds of embedding, which is what a crash can cost.
    /// </summary>
    public const int BatchCharacters = 262_144;

    /// <summary>Ids that a report names of those that came more than once.</summary>
    public const int NamedIds = 10;
}
