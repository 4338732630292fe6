using Lodestone.Filtering;

namespace Lodestone;

/// <content>Reading documents: by id, as lists, and counts.</content>
public sealed partial class Collection
{
    /// <summary>Reads a document by its id; null when the collection does not have it.</summary>
    /// <param name="id">The id, compared exactly.</param>
    /// <param name="cancellationToken">Honoured until the read begins.</param>
    public Task<Document?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _reader.ReadAsync(snapshot => snapshot.Find(id)?.Document, cancellationToken);
    }

    /// <summary>Reads documents by their ids, all as of one moment.</summary>
    /// <param name="ids">The ids, compared exactly.</param>
    /// <param name="maxCharacters">The characters of texts after which the reading ends early, with the document that has them.</param>
    /// <param name="cancellationToken">Honoured between documents.</param>
    /// <returns>
    /// The documents in the order of <paramref name="ids"/>, null for an id without one. Shorter than <paramref name="ids"/> when the
    /// reading ended early.
    /// </returns>
    /// <exception cref="ArgumentException">An id of <paramref name="ids"/> is null.</exception>
    public Task<IReadOnlyList<Document?>> GetAsync(
        IReadOnlyList<string> ids, long maxCharacters = long.MaxValue, CancellationToken cancellationToken = default)
    {
        ThrowIfNullOrHasNull(ids);
        InvalidRangeException.ThrowIfLess(maxCharacters, 1);
        return _reader.GetAsync(ids, maxCharacters, cancellationToken);
    }

    /// <summary>Finds the files that documents were read from, as links beside hits need them.</summary>
    /// <param name="ids">The ids, compared exactly.</param>
    /// <param name="cancellationToken">Honoured between documents.</param>
    /// <returns>
    /// A path for each id, in order: the folder that was indexed, which is a full path of the machine that indexed it, with the file's path
    /// in it. Null for a document that is not stored, was not read from a file, or is in a store of an earlier version. The file may have
    /// gone since.
    /// </returns>
    /// <exception cref="ArgumentException">An id of <paramref name="ids"/> is null.</exception>
    public Task<IReadOnlyList<string?>> FindFilesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ThrowIfNullOrHasNull(ids);
        return _reader.FindFilesAsync(ids, cancellationToken);
    }

    /// <summary>Lists documents in ascending order of id (by the bytes of UTF-8), as of the moment the enumeration began.</summary>
    /// <remarks>
    /// Documents are read in pages of bounded size; no thread waits between them. The whole enumeration sees one snapshot, whatever is
    /// written meanwhile. While it lasts, the store's log cannot be truncated and grows with every commit, so do not pause it for long:
    /// leave it, and begin again with <see cref="ListOptions.After"/>.
    /// </remarks>
    /// <param name="filter">The filter that documents must match. Default: null, all documents.</param>
    /// <param name="options">Where the list begins, and whether the filter is strict. Default: those of <see cref="ListOptions"/>.</param>
    /// <param name="cancellationToken">Honoured between documents, and while the filter is evaluated.</param>
    /// <exception cref="FilterException">
    /// The filter compares a field with a wrong kind, or it is strict and has a field that no document has. Thrown by the enumeration.
    /// </exception>
    public IAsyncEnumerable<Document> ListAsync(
        Filter? filter = null, ListOptions? options = null, CancellationToken cancellationToken = default) =>
        _reader.ListAsync(filter, options ?? new ListOptions(), cancellationToken);

    /// <summary>Lists the ids of documents, without reading the documents, as <see cref="ListAsync"/> lists documents.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public IAsyncEnumerable<string> ListIdsAsync(
        Filter? filter = null, ListOptions? options = null, CancellationToken cancellationToken = default) =>
        _reader.ListIdsAsync(filter, options ?? new ListOptions(), cancellationToken);

    /// <summary>Counts the documents, or those that match a filter.</summary>
    /// <param name="filter">The filter. Default: null, all documents.</param>
    /// <param name="strict">Whether a field of the filter that no document has is an error. Default: false.</param>
    /// <param name="cancellationToken">Honoured while the filter is evaluated.</param>
    /// <exception cref="FilterException">
    /// The filter compares a field with a wrong kind, or it is strict and has a field that no document has.
    /// </exception>
    public Task<long> CountAsync(Filter? filter = null, bool strict = false, CancellationToken cancellationToken = default) =>
        _reader.CountAsync(filter, strict, cancellationToken);

    /// <summary>Counts the values of fields over all documents that match a filter, for facets beside a search.</summary>
    /// <remarks>
    /// Every count is exact, and all are of one moment. A value that was chosen of one field narrows the counts of the others.
    /// <see cref="FacetOptions.ToFilter"/> is the filter of the search.
    /// </remarks>
    /// <param name="options">The fields, the filter, and what was chosen.</param>
    /// <param name="cancellationToken">Honoured while filters are evaluated and values are counted.</param>
    /// <returns>One facet for each field, in the order of the options.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="FilterException">
    /// A filter compares a field with a wrong kind, or the options are strict and a field is one that no document has.
    /// </exception>
    public Task<IReadOnlyList<Facet>> CountFacetsAsync(FacetOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return _reader.CountFacetsAsync(options, cancellationToken);
    }

    /// <summary>Counts the passages, the units that are embedded and found.</summary>
    public Task<long> CountPassagesAsync(CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(snapshot => snapshot.Passages, cancellationToken);

    /// <summary>Finds the fields of a filter that no document has, whose comparisons are therefore false; often typing errors.</summary>
    /// <remarks>A search names them in <see cref="SearchResult.UnknownFields"/>.</remarks>
    public Task<IReadOnlyList<string>> FindUnknownFieldsAsync(Filter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _reader.ReadAsync(snapshot => FilterCheck.UnknownFields(filter, snapshot.Fields), cancellationToken);
    }
}

/// <summary>Options of a list of documents or of their ids.</summary>
public sealed record ListOptions
{
    /// <summary>The id after which the list begins; it need not exist. Default: null, the beginning.</summary>
    public string? After { get; init; }

    /// <summary>
    /// Whether a field of the filter that no document has is a <see cref="FilterException"/>. Default: false, its comparisons are false;
    /// <see cref="Collection.FindUnknownFieldsAsync"/> names such fields.
    /// </summary>
    public bool Strict { get; init; }
}
