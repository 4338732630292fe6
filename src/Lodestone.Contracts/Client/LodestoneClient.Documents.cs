using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Lodestone.Documents;

namespace Lodestone.Contracts.Client;

/// <content>Documents of a collection. Ids are sent in bodies, not in addresses, so every id reaches the document it names.</content>
public sealed partial class LodestoneClient
{
    /// <summary>Upserts documents in one atomic batch; identical ones are skipped.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="documents">Up to <see cref="RequestLimits.MaxBatchDocuments"/>; of several with one id the last is written.</param>
    /// <param name="cancellationToken">Ends the call; the batch may be written nevertheless.</param>
    /// <exception cref="ArgumentException">A document cannot be stored, or no address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed.</exception>
    public Task<UpsertResponse> UpsertAsync(
        string collection, IReadOnlyList<Document> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var document in documents)
            DocumentRules.Check(document, nameof(documents));
        var body = CallBody.Batch(documents);
        var call = new ClientCall(HttpMethod.Post, $"{In(collection)}/documents") { Body = () => CallBody.Content(body) };
        return _exchange.SendAsync(call, AnswerJson.OfOwn<UpsertResponse>(), cancellationToken);
    }

    /// <summary>Upserts any number of documents, which are sent as the source gives them and written in batches.</summary>
    /// <remarks>
    /// <para>A text of metadata in the form of an ISO 8601 date becomes a date, because JSON has no dates.</para>
    /// <para>An upload is sent once. After a failure or cancellation the written batches are kept, and identical documents are skipped
    /// when all are sent again.</para>
    /// </remarks>
    /// <param name="collection">The collection.</param>
    /// <param name="documents">
    /// The documents. One that cannot be stored is a problem of the report, with its number, from 1, as its line. An exception of the
    /// source ends the upload and is thrown as it is.
    /// </param>
    /// <param name="progress">Receives the server's progress, as far as it arrives before the end.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">
    /// The upload failed; <see cref="LodestoneClientException.WrittenDocuments"/> is the number of documents that were written, if the
    /// server told it.
    /// </exception>
    public async Task<IndexingResponse> UploadAsync(
        string collection,
        IAsyncEnumerable<Document> documents,
        IProgress<UploadProgressResponse>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        using var upload = new DocumentUpload(documents, cancellationToken);
        var call = new ClientCall(HttpMethod.Post, $"{In(collection)}/documents")
        {
            Body = upload.AsBody,
            IsRepeatable = false,
            IsTimed = false,
            Accept = DocumentUpload.ContentType,
        };
        try
        {
            var answer = await _exchange.OpenAsync(call, cancellationToken).ConfigureAwait(false);
            await using var disposal = answer.ConfigureAwait(false);
            while (await answer.LineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                if (Report(line.Span, progress) is { } report)
                    return report with { Type = null, Problems = [.. report.Problems.Concat(upload.Problems).OrderBy(p => p.Line)] };
            }

            throw Failures.Incomplete(_address, null);
        }
        catch (Exception) when (upload.Failure is not null)
        {
            ExceptionDispatchInfo.Throw(upload.Failure);
            throw;
        }
    }

    /// <summary>Reads one document.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The document; null when the collection has none of this id.</returns>
    /// <exception cref="ArgumentException">No document can have <paramref name="id"/>, or no address can hold the name.</exception>
    /// <exception cref="LodestoneClientException">The call failed.</exception>
    public async Task<DocumentResponse?> GetDocumentAsync(string collection, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return (await GetDocumentsAsync(collection, [id], cancellationToken).ConfigureAwait(false)).Documents.SingleOrDefault();
    }

    /// <summary>Reads documents by their ids.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="ids">The ids, any number; a repeated one has one result.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The documents in the order of the ids, and the ids without a document; nothing remains.</returns>
    /// <remarks>Many ids take several requests, each of which reads one snapshot.</remarks>
    /// <exception cref="ArgumentException">No document can have one of the ids, or no address can hold the name.</exception>
    /// <exception cref="LodestoneClientException">The call failed.</exception>
    public async Task<GetResponse> GetDocumentsAsync(
        string collection, IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        var path = $"{In(collection)}/documents/get";
        var asked = new Queue<string>(ServerAddress.Ids(ids, nameof(ids)).Distinct(StringComparer.Ordinal));
        var (documents, missing) = (new List<DocumentResponse>(), new List<string>());
        while (asked.Count > 0)
        {
            string[] next = [.. asked.Take(RequestLimits.MaxPageDocuments)];
            var read = await SendAsync(
                HttpMethod.Post, path, new GetRequest { Ids = next }, AnswerJson.OfOwn<GetResponse>(), cancellationToken)
                .ConfigureAwait(false);
            AnswerChecks.Documents(_address, next, read);
            documents.AddRange(read.Documents);
            missing.AddRange(read.Missing);
            for (var done = next.Length - read.Remaining.Count; done > 0; done--)
                asked.Dequeue();
        }

        return new GetResponse { Documents = documents, Missing = missing, Remaining = [] };
    }

    /// <summary>Reads one page of the documents, in ascending order of id.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="request">The filter and the place of the page. Default: the first documents of all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or the filter cannot be used.</exception>
    public async Task<DocumentPageResponse> ListPageAsync(
        string collection, ListRequest? request = null, CancellationToken cancellationToken = default)
    {
        var asked = request ?? new ListRequest();
        var page = await SendAsync(
            HttpMethod.Post, $"{In(collection)}/documents/list", asked, AnswerJson.OfOwn<DocumentPageResponse>(), cancellationToken)
            .ConfigureAwait(false);
        AnswerChecks.Page(_address, asked, page);
        return page;
    }

    /// <summary>Lists documents in ascending order of id, page by page, each page from a snapshot of its own.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="request">
    /// The filter and the beginning; <see cref="ListRequest.Top"/> is the number of documents of a page. Default: all documents.
    /// </param>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">A call failed, or the filter cannot be used.</exception>
    public IAsyncEnumerable<DocumentResponse> ListDocumentsAsync(
        string collection, ListRequest? request = null, CancellationToken cancellationToken = default)
    {
        _ = In(collection);
        return PagesAsync(collection, request ?? new ListRequest(), cancellationToken);
    }

    /// <summary>Deletes documents by their ids in one atomic batch.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="ids">Up to <see cref="RequestLimits.MaxIds"/> ids; those without a document are not counted.</param>
    /// <param name="cancellationToken">Ends the call; the deletion may happen nevertheless.</param>
    /// <returns>The number of deleted documents.</returns>
    /// <exception cref="ArgumentException">No document can have one of the ids, or no address can hold the name.</exception>
    /// <exception cref="LodestoneClientException">The call failed.</exception>
    public async Task<int> DeleteDocumentsAsync(
        string collection, IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        await DeleteAsync(collection, new DeleteRequest { Ids = ServerAddress.Ids(ids, nameof(ids)) }, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Deletes all documents that match a filter, in one atomic batch. A field that no document has is an error.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="filter">The filter, such as <c>year &lt; 2020</c>; not blank.</param>
    /// <param name="cancellationToken">Ends the call; the deletion may happen nevertheless.</param>
    /// <returns>The number of deleted documents.</returns>
    /// <exception cref="ArgumentException"><paramref name="filter"/> is blank, or no address can hold the name.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or the filter cannot be used.</exception>
    public async Task<int> DeleteByFilterAsync(string collection, string filter, CancellationToken cancellationToken = default)
    {
        InvalidArgumentException.ThrowIfBlank(filter);
        return await DeleteAsync(collection, new DeleteRequest { Filter = filter }, cancellationToken).ConfigureAwait(false);
    }

    // A repetition would count nothing.
    private async Task<int> DeleteAsync(string collection, DeleteRequest request, CancellationToken cancellationToken)
    {
        var body = CallBody.Json(request, ContractsJson.TypeInfo<DeleteRequest>());
        var call = new ClientCall(HttpMethod.Post, $"{In(collection)}/documents/delete")
        {
            Body = () => CallBody.Content(body),
            IsRepeatable = false,
        };
        var answer = await _exchange.SendAsync(call, AnswerJson.OfOwn<DeletedResponse>(), cancellationToken).ConfigureAwait(false);
        return answer.Deleted;
    }

    private async IAsyncEnumerable<DocumentResponse> PagesAsync(
        string collection, ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after;
        do
        {
            var page = await ListPageAsync(collection, request, cancellationToken).ConfigureAwait(false);
            foreach (var document in page.Documents)
                yield return document;
            after = page.Next;
            request = request with { After = after };
        }
        while (after is not null);
    }

    // The report, when the line is one; the other lines are progress, or of a later version.
    private IndexingResponse? Report(ReadOnlySpan<byte> line, IProgress<UploadProgressResponse>? progress)
    {
        switch (Failures.Read(_address, line, AnswerJson.OfOwn<JsonElement>(), null))
        {
            case var report when AnswerChecks.IsA(report, "report"):
                return Failures.Read(_address, line, AnswerJson.OfOwn<IndexingResponse>(), null);
            case var error when AnswerChecks.IsA(error, "error"):
                var told = Failures.Read(_address, line, AnswerJson.OfOwn<UploadErrorResponse>(), null);
                throw Answers.Of(_address, told.Problem, written: told.Documents);
            case var news when AnswerChecks.IsA(news, "progress"):
                progress?.Report(Failures.Read(_address, line, AnswerJson.OfOwn<UploadProgressResponse>(), null));
                return null;
            default:
                return null;
        }
    }
}
