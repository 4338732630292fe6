using System.Globalization;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Admission;

/// <summary>Admits requests, and reports the priority that each was admitted with.</summary>
internal sealed class RequestAdmission(AdmissionController gate)
{
    private readonly SearchCost _searches = new();

    /// <summary>Refuses a request before any computation when the server admits no work at all.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public void EnsureRoom(HttpContext context, WorkPriority? usual = null) => gate.EnsureRoom(PriorityHeader.Of(context) ?? usual);

    /// <summary>Admits a request, or refuses it immediately.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tokens">The number of tokens that models will read for it.</param>
    /// <param name="usual">The priority without the header. Null: interactive if the request is small, bulk if it is large.</param>
    /// <param name="isStanding">Whether the whole reservation is held until the request ends.</param>
    /// <returns>Its share of the queue, which ends with the request at the latest.</returns>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public AdmissionTicket Admit(HttpContext context, long tokens, WorkPriority? usual = null, bool isStanding = false)
    {
        var small = tokens <= ServerDefaults.InteractiveRequestTokens;
        var priority = PriorityHeader.Of(context) ?? usual ?? (small ? WorkPriority.Interactive : WorkPriority.Bulk);
        var work = gate.Admit(tokens, priority, isStanding);
        context.Features.Set(work);
        context.Response.Headers[PriorityHeader.Header] = PriorityHeader.Name(work.Priority);
        return work;
    }

    /// <summary>
    /// Admits a search by the measured cost of earlier searches, because its passages are known only when it runs; the tokens read settle
    /// it.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="query">The query.</param>
    /// <param name="options">The search options.</param>
    /// <param name="collection">The collection; a filter may read each of its documents.</param>
    /// <returns>The options with the priority, the progress, and the deadline as a budget.</returns>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public async Task<SearchOptions> AdmitSearchAsync(
        HttpContext context, string query, SearchOptions options, Collection collection)
    {
        var filtering = options.Filter is { } filter ? await CostAsync(context, filter, collection).ConfigureAwait(false) : 0;
        var work = Admit(context, _searches.Estimate(query, options) + filtering, WorkPriority.Interactive);
        work.WhenDone = read => _searches.Learn(query, options, read);
        return options with { Priority = work.Priority, TokensRead = work, Budget = Budget(context, options) };
    }

    /// <summary>Admits a search near a vector or a document, which runs no model: its work is the filter's.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public async Task<SearchOptions> AdmitNearAsync(HttpContext context, SearchOptions options, Collection collection)
    {
        var filtering = options.Filter is { } filter ? await CostAsync(context, filter, collection).ConfigureAwait(false) : 0;
        var work = Admit(context, filtering, WorkPriority.Interactive);
        return options with { Priority = work.Priority, TokensRead = work, Budget = Budget(context, options) };
    }

    private static TimeSpan? Budget(HttpContext context, SearchOptions options)
    {
        var left = context.Features.Get<RequestDeadline>()?.Left;
        return left is null || options.Budget < left ? options.Budget : left;
    }

    /// <summary>Admits a deletion or a list by a filter, whose work is reading the documents.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public async Task AdmitFilterAsync(HttpContext context, Filter filter, Collection collection) =>
        Admit(context, await CostAsync(context, filter, collection).ConfigureAwait(false));

    /// <summary>Admits the counting of facets, whose work is reading the fields' values and the filters.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public async Task AdmitFacetsAsync(HttpContext context, FacetOptions options, Collection collection) => Admit(
        context,
        TokenEstimate.OfFacets(
            options, await collection.CountAsync(cancellationToken: context.RequestAborted).ConfigureAwait(false)));

    /// <summary>Admits a comparison, by an estimate.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public AdmissionTicket AdmitCompare(HttpContext context, string query, IReadOnlyList<string> passages) =>
        Admit(context, TokenEstimate.OfComparison(query, passages));

    /// <summary>Admits an explanation, by an estimate.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public AdmissionTicket AdmitExplanation(HttpContext context, string query, string passage, int parts) =>
        Admit(context, TokenEstimate.OfExplanation(query, passage, parts));

    /// <summary>Admits documents of one batch, by an estimate.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public WriteOptions AdmitWrite(HttpContext context, IReadOnlyList<Document> documents, WorkPriority? usual = null) =>
        Options(Admit(context, TokenEstimate.OfDocuments(documents), usual));

    /// <summary>Admits a stream of documents, which reserves its maximum in-flight work, a batch.</summary>
    /// <exception cref="RequestException">The server is overloaded, or a header is not accepted.</exception>
    public WriteOptions AdmitStream(HttpContext context) =>
        Options(Admit(context, TokenEstimate.OfBatch, WorkPriority.Bulk, isStanding: true));

    private static async Task<long> CostAsync(HttpContext context, Filter filter, Collection collection) => TokenEstimate.OfFilter(
        filter, await collection.CountAsync(cancellationToken: context.RequestAborted).ConfigureAwait(false));

    private static WriteOptions Options(AdmissionTicket work) => new() { Priority = work.Priority, TokensRead = work };
}

/// <summary>The header that sets a request's priority; the response has the priority it ran with.</summary>
internal static class PriorityHeader
{
    public const string Header = "Lodestone-Priority";

    private static readonly string[] Known = ["interactive", "bulk"];

    public static string Name(WorkPriority priority) => Known[(int)priority];

    /// <summary>The requested priority; null without the header.</summary>
    /// <exception cref="RequestException">The header has another value.</exception>
    public static WorkPriority? Of(HttpContext context)
    {
        var found = context.Request.Headers[Header];
        if (found.Count == 0)
            return null;
        var index = Array.IndexOf(Known, found.ToString());
        if (index >= 0)
            return (WorkPriority)index;
        throw new RequestException(ErrorTable.Describe(
            HttpErrorCodes.InvalidHeader,
            $"The header {Header} is 'interactive' or 'bulk'; found '{FieldRule.Short(found.ToString())}'. Correct it, " +
            "or leave it out.") with
        {
            Field = Header,
            Known = Known,
        });
    }
}

/// <summary>The deadline of a request: the time limit of its header, and the server's time limit.</summary>
internal sealed class RequestDeadline : IDisposable
{
    public const string Header = "Lodestone-Deadline-Milliseconds";

    private const int MostMilliseconds = 24 * 60 * 60 * 1_000;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly CancellationToken _client;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan? _asked;
    private readonly bool _isHeaders;

    private RequestDeadline(TimeSpan? asked, TimeSpan? most, bool isBudget, TimeProvider clock, CancellationToken client)
    {
        (_asked, _client, _clock) = (asked, client, clock);
        _started = clock.GetTimestamp();
        _isHeaders = asked is not null && !isBudget && !(most < asked);
        _timer = new CancellationTokenSource((_isHeaders ? asked : most) ?? Timeout.InfiniteTimeSpan, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(client, _timer.Token);
    }

    /// <summary>Cancelled when the client disconnects or the time is over.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is over while the client is still connected.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_client.IsCancellationRequested;

    /// <summary>The rest of the header's time; null without the header.</summary>
    public TimeSpan? Left => _asked is { } asked ? TimeSpan.FromTicks(Math.Max(0, (asked - _clock.GetElapsedTime(_started)).Ticks)) : null;

    /// <summary>Starts the time of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">The server's time limit. Null: none.</param>
    /// <param name="isBudget">Whether the header's time is a budget that the endpoint enforces.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="RequestException">The header is not a number of milliseconds.</exception>
    public static RequestDeadline Start(HttpContext context, TimeSpan? most, bool isBudget, TimeProvider clock) =>
        new(Asked(context), most, isBudget, clock, context.RequestAborted);

    /// <summary>Cancelled when the client of a request disconnects or its time is over.</summary>
    public static CancellationToken TokenOf(HttpContext context) =>
        context.Features.Get<RequestDeadline>()?.Token ?? context.RequestAborted;

    /// <summary>The problem for a client whose time is over.</summary>
    /// <param name="work">The progress of the work; null before admission.</param>
    public Problem Describe(AdmissionTicket? work)
    {
        var why = _isHeaders
            ? FormattableString.Invariant($"{_asked!.Value.TotalMilliseconds} ms were given by {Header}")
            : "the server gives a request no more time";
        var done = work is null ? "Nothing was read yet." : $"{work.Read} of {work.Tokens} tokens were read.";
        return ErrorTable.Describe(
            HttpErrorCodes.DeadlinePassed,
            string.Create(CultureInfo.InvariantCulture, $"The work was stopped: {why}. {done} Send less, or raise the time limit."));
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }

    private static TimeSpan? Asked(HttpContext context)
    {
        var found = context.Request.Headers[Header];
        if (found.Count == 0)
            return null;
        if (int.TryParse(found.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) &&
            milliseconds is >= 1 and <= MostMilliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        throw new RequestException(ErrorTable.Describe(
            HttpErrorCodes.InvalidHeader,
            $"The header {Header} is a whole number from 1 to {MostMilliseconds}; found '{FieldRule.Short(found.ToString())}'. " +
            "Correct it, or leave it out.") with
        {
            Field = Header,
        });
    }
}

/// <summary>
/// Metadata of an endpoint: its time limits. Without it, a request has the smaller one of the server's and its header's time.
/// </summary>
internal sealed class TimeLimit
{
    /// <summary>The header's time is a budget that the endpoint enforces; only the server's time cancels the request.</summary>
    public static readonly TimeLimit HeaderIsBudget = new();

    /// <summary>Only the header's time cancels the request: it is a stream, which may have any length.</summary>
    public static readonly TimeLimit HeaderOnly = new();

    private TimeLimit()
    {
    }
}
