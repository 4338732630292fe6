namespace Lodestone.Cli;

/// <summary>Opens a collection that must be there: only <c>index</c> makes one.</summary>
internal static class CollectionFolder
{
    public static async Task<Collection> OpenForWritingAsync(string folder, CancellationToken cancellationToken, bool rebuild = false)
    {
        // Opened for reading it says that it is missing; opened for writing it would be made.
        await using (await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken))
            return await Collection.OpenAsync(folder, new CollectionOptions { RebuildIndexes = rebuild }, cancellationToken);
    }
}
