namespace Lodestone;

/// <summary>The sizes and names that the parts of a collection share.</summary>
internal static class CollectionDefaults
{
    /// <summary>The file in the collection's folder that holds the documents; its presence marks a collection.</summary>
    public const string StoreFile = "lodestone.db";

    /// <summary>The maximum documents of a batch.</summary>
    public const int BatchDocuments = 1_000;

    /// <summary>
    /// Characters after which a batch is written: about 65,000 tokens, some seconds of embedding, the most that a crash can cost.
    /// </summary>
    public const int BatchCharacters = 262_144;

    /// <summary>The maximum ids that a report names of those that were repeated.</summary>
    public const int NamedIds = 10;
}
