namespace Lodestone;

/// <summary>The defaults of collections, in one place for code, help and documentation.</summary>
public static class CollectionDefaults
{
    /// <summary>The folder that the command line uses by default.</summary>
    public const string Folder = ".lodestone";

    /// <summary>The file in the collection's folder that holds the documents; its presence marks a collection.</summary>
    public const string StoreFile = "lodestone.db";

    /// <summary>The passages up to which every vector is compared; such a scan takes a few milliseconds and misses nothing.</summary>
    public const int ExactUpTo = 20_000;

    /// <summary>The maximum documents of a batch.</summary>
    public const int BatchDocuments = 1_000;

    /// <summary>
    /// Characters after which a batch is written: about 65,000 tokens, some seconds of embedding, the most that a crash can cost.
    /// </summary>
    public const int BatchCharacters = 262_144;

    /// <summary>The maximum ids that a report names of those that were repeated.</summary>
    public const int NamedIds = 10;
}
