using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console;

namespace Lodestone.Cli.Maintenance;

/// <summary>Documents formatted for people.</summary>
internal static class DocumentScreen
{
    public static void Show(IAnsiConsole screen, IReadOnlyList<DocumentResponse> documents)
    {
        for (var i = 0; i < documents.Count; i++)
        {
            if (i > 0)
                screen.Gap();
            Show(screen, documents[i]);
        }
    }

    private static void Show(IAnsiConsole screen, DocumentResponse document)
    {
        screen.Say($"id: {document.Id}");
        if (document.Title.Length > 0)
            screen.Say($"title: {document.Title}");
        foreach (var (field, value) in document.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            screen.Say($"{field}: {value}");
        screen.Gap();
        foreach (var line in document.Text.ReplaceLineEndings("\n").Split('\n'))
            screen.Say(line);
    }
}

/// <summary>Opens a collection that must exist: only <c>index</c> creates one.</summary>
internal static class CollectionFolder
{
    public static async Task<Collection> OpenForWritingAsync(string folder, CancellationToken cancellationToken, bool rebuild = false)
    {
        // Opening for reading reports a missing collection; opening for writing would create it.
        await using (await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken))
            return await Collection.OpenAsync(folder, new CollectionOptions { RebuildIndexes = rebuild }, cancellationToken);
    }
}
