using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Csv;

namespace Lodestone.Ingestion.Readers;

/// <summary>Finds the CSV files that have an id in common, whose records would replace each other in a collection.</summary>
/// <remarks>
/// The files are read once more for it, before any document is passed on: a record's id must not depend on what came before its file. A
/// file that cannot be read has the ids before that place, and is reported when it is read for its documents.
/// </remarks>
internal static class SharedIds
{
    /// <summary>The maximum number of ids that are remembered, some 30 bytes each. Beyond it, the ids of all files are scoped.</summary>
    public const int MaxIds = 2_000_000;

    /// <summary>Returns the files whose ids have to begin with their paths.</summary>
    public static async Task<IReadOnlySet<SourceFile>> FindAsync(
        IReadOnlyList<SourceFile> files, ReadOptions options, Func<SourceFile, Stream> open, CancellationToken cancellationToken)
    {
        var tables = files.Where(f => FormatReaders.IsCsv(f, options)).ToArray();
        var shared = new HashSet<SourceFile>();
        if (tables.Length < 2)
            return shared;
        // Two ids of one hash scope the ids of two files, which does no harm.
        var owners = new Dictionary<ulong, SourceFile>();
        foreach (var file in tables)
        {
            await foreach (var id in IdsAsync(file, options, open, cancellationToken).ConfigureAwait(false))
            {
                if (owners.TryAdd(HashOf(id), file))
                {
                    if (owners.Count > MaxIds)
                        return tables.ToHashSet();
                }
                else if (owners[HashOf(id)] is var owner && owner != file)
                {
                    shared.UnionWith([owner, file]);
                }
            }
        }

        return shared;
    }

    private static async IAsyncEnumerable<string> IdsAsync(
        SourceFile file, ReadOptions options, Func<SourceFile, Stream> open,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = Stream.Null;
        IAsyncEnumerator<ReadItem>? items = null;
        try
        {
            while (true)
            {
                string? id;
                try
                {
                    if (items is null)
                    {
                        stream = open(file);
                        items = new CsvRecordReader(options).ReadAsync(file, stream, cancellationToken)
                            .GetAsyncEnumerator(cancellationToken);
                    }

                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                        break;
                    id = items.Current.Document?.Id;
                }
                catch (Exception unread) when (unread is UnreadableException or IOException or UnauthorizedAccessException)
                {
                    break;
                }

                if (id is not null)
                    yield return id;
            }
        }
        finally
        {
            if (items is not null)
                await items.DisposeAsync().ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    // FNV-1a of 64 bits: the same in every process, unlike the hash of a string.
    private static ulong HashOf(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in id)
            hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}
