using System.Runtime.CompilerServices;
using Lodestone.Filtering;
using Lodestone.Storage;

namespace Lodestone.Collections;

/// <summary>Reads documents from the store without blocking the caller's thread.</summary>
/// <remarks>
/// SQLite's calls are synchronous, so they run on <see cref="StoreThreads"/>: a few at a time, since every read at once needs a connection
/// with a page cache of its own. Waiting callers hold no thread.
/// </remarks>
internal sealed class DocumentReader(DocumentStore store)
{
    // The first page is small, since many callers need no more than it. A page ends after some megabytes of text, too.
    private const int FirstPage = 32;
    private const int Page = 256;
    private const int PageOfIds = 4_096;
    private const long PageCharacters = 4 << 20;

    /// <summary>Runs a read with a snapshot of its own.</summary>
    public Task<T> ReadAsync<T>(Func<StoreSnapshot, T> read, CancellationToken cancellationToken) => StoreThreads.RunAsync(
        () =>
        {
            using var snapshot = store.Snapshot();
            return read(snapshot);
        },
        cancellationToken);

    /// <summary>The documents with the ids, in their order, from one snapshot; null where there is none.</summary>
    public Task<IReadOnlyList<Document?>> GetAsync(
        IReadOnlyList<string> ids, long maxCharacters, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<Document?>>(
        snapshot =>
        {
            var documents = new List<Document?>(ids.Count);
            var characters = 0L;
            foreach (var id in ids)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var document = snapshot.Find(id)?.Document;
                documents.Add(document);
                if ((characters += document?.Text.Length ?? 0) >= maxCharacters)
                    break;
            }

            return documents;
        },
        cancellationToken);

    /// <summary>The paths of the files that the documents with the ids were read from; null where it is not known.</summary>
    public Task<IReadOnlyList<string?>> FindFilesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<string?>>(
            snapshot =>
            {
                var files = new List<string?>(ids.Count);
                foreach (var id in ids)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    files.Add(snapshot.OriginOf(id) is { } origin ? Path.Combine(origin.Root, origin.Path) : null);
                }

                return files;
            },
            cancellationToken);

    /// <summary>The number of documents that match.</summary>
    /// <exception cref="FilterException">The filter does not fit.</exception>
    public Task<long> CountAsync(Filter? filter, bool strict, CancellationToken cancellationToken) => ReadAsync(
        snapshot =>
        {
            if (filter is null)
                return snapshot.Documents;
            if (strict)
                FilterCheck.EnsureKnown(filter, snapshot.Fields);
            return snapshot.Count(filter, cancellationToken);
        },
        cancellationToken);

    /// <summary>The values of fields, counted from one snapshot.</summary>
    /// <exception cref="FilterException">A filter does not fit, or an option is strict and a field is not known.</exception>
    public Task<IReadOnlyList<Facet>> CountFacetsAsync(FacetOptions options, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<Facet>>(
            snapshot =>
            {
                if (options.Strict)
                    EnsureKnown(snapshot, options);
                var work = new FilterWork(cancellationToken);
                var matches = new Dictionary<string, DocumentBits?>(StringComparer.Ordinal);
                return [.. options.Fields.Select(Count)];

                Facet Count(string field)
                {
                    // Fields of which nothing was chosen are counted among the same documents.
                    var own = options.Chosen.ContainsKey(field) ? field : "";
                    if (!matches.TryGetValue(own, out var among))
                    {
                        var filter = options.Without(own);
                        matches[own] = among = filter is null ? null : snapshot.MatchDocuments(filter, work);
                    }

                    var (values, distinct) = snapshot.CountValues(field, among, options.MaxValues, work);
                    return new Facet
                    {
                        Field = field,
                        Values = values,
                        DistinctValues = distinct,
                        Documents = among?.Count ?? snapshot.Documents,
                    };
                }
            },
            cancellationToken);

    private static void EnsureKnown(StoreSnapshot snapshot, FacetOptions options)
    {
        var fields = options.Fields.Select(f => Filter.Exists(f));
        FilterCheck.EnsureKnown(fields.Aggregate((all, one) => all & one), snapshot.Fields);
        if (options.ToFilter() is { } filter)
            FilterCheck.EnsureKnown(filter, snapshot.Fields);
    }

    /// <summary>The documents that match, in ascending order of id, from one snapshot.</summary>
    public IAsyncEnumerable<Document> ListAsync(Filter? filter, ListOptions options, CancellationToken cancellationToken) => PagesAsync(
        filter, options, (snapshot, among, work) => snapshot.Stream(options.After, among, work).Select(d => d.Document),
        document => document.Text.Length, Page, cancellationToken);

    /// <summary>The ids of the documents that match, in ascending order, from one snapshot.</summary>
    public IAsyncEnumerable<string> ListIdsAsync(Filter? filter, ListOptions options, CancellationToken cancellationToken) => PagesAsync(
        filter, options, (snapshot, among, work) => snapshot.Ids(options.After, among, work).Select(row => row.Id),
        _ => 0, PageOfIds, cancellationToken);

    // The snapshot is held between pages, but no thread is.
    private async IAsyncEnumerable<T> PagesAsync<T>(
        Filter? filter,
        ListOptions options,
        Func<StoreSnapshot, DocumentBits?, FilterWork, IEnumerable<T>> open,
        Func<T, int> characters,
        int most,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var snapshot = await StoreThreads.RunAsync(store.Snapshot, cancellationToken).ConfigureAwait(false);
        var work = new FilterWork(cancellationToken);
        using var rows = await StoreThreads.RunAsync(() => open(snapshot, Match(), work).GetEnumerator(), cancellationToken)
            .ConfigureAwait(false);
        for (var (size, more) = (FirstPage, true); more; size = most)
        {
            var page = new List<T>();
            more = await StoreThreads.RunAsync(() => Fill(page, size), cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row;
            }
        }

        DocumentBits? Match()
        {
            if (filter is not null && options.Strict)
                FilterCheck.EnsureKnown(filter, snapshot.Fields);
            return filter is null ? null : snapshot.MatchDocuments(filter, work);
        }

        bool Fill(List<T> page, int size)
        {
            for (var read = 0L; page.Count < size && read < PageCharacters; read += characters(page[^1]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!rows.MoveNext())
                    return false;
                page.Add(rows.Current);
            }

            return true;
        }
    }
}
