namespace Lodestone.CrashDriver;

/// <summary>Searches a collection that another process writes, until it is told to stop.</summary>
internal sealed class Reader(string folder, string stop)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var collection = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
        var searches = 0;
        while (!File.Exists(stop))
        {
            await Pairs.CheckAsync(collection, searches, cancellationToken);
            searches++;
        }

        Console.WriteLine($"{searches} searches, notices: {string.Join(" | ", collection.Notices)}, {Environment.WorkingSet >> 20} MiB");
    }
}
