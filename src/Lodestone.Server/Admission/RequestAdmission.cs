using Lodestone.Encoders;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Admission;

/// <summary>Takes requests to the gate, and tells them what they were admitted as.</summary>
internal sealed class RequestAdmission(AdmissionController gate)
{
    private readonly SearchCost _searches = new();

    /// <summary>Refuses a request when the gate admits nothing at all, before anything is computed for it.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public void EnsureRoom(HttpContext context, WorkPriority? usual = null) => gate.EnsureRoom(PriorityHeader.Of(context) ?? usual);

    /// <summary>Admits a request, or refuses it at once.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tokens">How many tokens it will have models read.</param>
    /// <param name="usual">What it is when its header does not say. Null: interactive if it is small, bulk if it is large.</param>
    /// <param name="isStanding">Whether all of it is held until the request ends.</param>
    /// <returns>Its share of the queue, which ends with the request at the latest.</returns>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public AdmissionTicket Admit(HttpContext context, long tokens, WorkPriority? usual = null, bool isStanding = false)
    {
        var small = tokens <= AdmissionDefaults.InteractiveRequestTokens;
        var priority = PriorityHeader.Of(context) ?? usual ?? (small ? WorkPriority.Interactive : WorkPriority.Bulk);
        var work = gate.Admit(tokens, priority, isStanding);
        context.Features.Set(work);
        context.Response.Headers[PriorityHeader.Header] = PriorityHeader.Name(work.Priority);
        return work;
    }

    /// <summary>
    /// Admits a search by what searches have cost so far, since its passages are known only once it runs; it is settled by what was read.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="options">How to search.</param>
    /// <param name="collection">Where, since a filter may look at each of its documents.</param>
    /// <returns>The options, with what admission has to say of them: priority, progress, and the deadline as a budget.</returns>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public SearchOptions AdmitSearch(HttpContext context, string query, SearchOptions options, Collection collection)
    {
        var filtering = options.Filter is { } filter ? TokenEstimate.OfFilter(filter, collection.Count()) : 0;
        var work = Admit(context, _searches.Estimate(query, options) + filtering, WorkPriority.Interactive);
        work.WhenDone = read => _searches.Learn(query, options, read);
        var left = context.Features.Get<RequestDeadline>()?.Left;
        return options with
        {
            Priority = work.Priority,
            TokensRead = work,
            Budget = left is null || options.Budget < left ? options.Budget : left,
        };
    }

    /// <summary>Admits a deletion by a filter, whose work is to look at the documents.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public void AdmitDelete(HttpContext context, Filter filter, Collection collection) =>
        Admit(context, TokenEstimate.OfFilter(filter, collection.Count()));

    /// <summary>Admits a comparison, by an estimate.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public AdmissionTicket AdmitCompare(HttpContext context, string query, IReadOnlyList<string> passages) =>
        Admit(context, TokenEstimate.OfComparison(query, passages));

    /// <summary>Admits documents that are written at once, by an estimate.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public WriteOptions AdmitWrite(HttpContext context, IReadOnlyList<Document> documents, WorkPriority? usual = null) =>
        Options(Admit(context, TokenEstimate.OfDocuments(documents), usual));

    /// <summary>Admits a stream of documents, which holds as much as it can have under way: a batch.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public WriteOptions AdmitStream(HttpContext context) =>
        Options(Admit(context, TokenEstimate.OfBatch, WorkPriority.Bulk, isStanding: true));

    private static WriteOptions Options(AdmissionTicket work) => new() { Priority = work.Priority, TokensRead = work };
}
