using System.Collections.Frozen;
using System.Text.Json;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Errors;

/// <summary>The single table of HTTP errors: each code's status and title, and the code of each exception.</summary>
/// <remarks>
/// Responses name the collection or model that failed and the reason, but not the paths of its files: the operator's log has those.
/// </remarks>
internal static class ErrorTable
{
    // The beginning of a sentence that may continue with the operator's remedy.
    private const string Log = "The server's log says more to its operator";

    // The Retry-After of a collection that another process is writing, in seconds.
    private const int InUseSeconds = 5;

    private static readonly FrozenDictionary<string, (int Status, string Title)> Kinds = new Dictionary<string, (int, string)>
    {
        [HttpErrorCodes.AmbiguousPath] = (400, "The address can mean two things"),
        [HttpErrorCodes.BodyTooLarge] = (413, "The body is too large"),
        [ErrorCodes.BudgetSpent] = (504, "The budget was spent before the filter was evaluated"),
        [HttpErrorCodes.CollectionBeingDeleted] = (409, "The collection is being deleted or renamed"),
        [HttpErrorCodes.CollectionExists] = (409, "The collection exists"),
        [ErrorCodes.CollectionInUse] = (503, "The collection is in use elsewhere"),
        [ErrorCodes.CollectionNotFound] = (404, "There is no such collection"),
        [HttpErrorCodes.CollectionUnusable] = (503, "The collection cannot be used"),
        [HttpErrorCodes.DeadlinePassed] = (504, "The time for the request is over"),
        [ErrorCodes.DiskFull] = (507, "The disk is full"),
        [ErrorCodes.DocumentNotFound] = (404, "There is no such document"),
        [ErrorCodes.ExportMalformed] = (422, "The body is no export"),
        [ErrorCodes.ExportModelDiffers] = (409, "The export is of another model"),
        [ErrorCodes.ExportVersionUnknown] = (422, "The export is of another version"),
        [HttpErrorCodes.HostNotAllowed] = (400, "The server is not known by this name"),
        [HttpErrorCodes.IndexUnusable] = (503, "An index cannot be used"),
        [HttpErrorCodes.InputTooLong] = (413, "A text is too long for the model"),
        [HttpErrorCodes.Internal] = (500, "The server has a defect"),
        [HttpErrorCodes.InvalidField] = (422, "A field has a value that is not accepted"),
        [HttpErrorCodes.InvalidFilter] = (422, "The filter cannot be used"),
        [HttpErrorCodes.InvalidHeader] = (400, "A header is not accepted"),
        [HttpErrorCodes.InvalidName] = (422, "The name is not valid for a collection"),
        [HttpErrorCodes.InvalidValue] = (422, "A value is not accepted"),
        [HttpErrorCodes.KeyRequired] = (401, "An API key is required"),
        [HttpErrorCodes.MalformedJson] = (400, "The body is not valid JSON"),
        [HttpErrorCodes.MalformedRequest] = (400, "The request is malformed"),
        [HttpErrorCodes.MethodNotAllowed] = (405, "The route has no such method"),
        [ErrorCodes.ModelNotFound] = (422, "There is no such model"),
        [HttpErrorCodes.ModelUnusable] = (503, "A model cannot be used"),
        [ErrorCodes.NotPermitted] = (503, "The collection's files may not be used"),
        [HttpErrorCodes.OriginNotAllowed] = (403, "Pages of this origin may not call the server"),
        [HttpErrorCodes.Overloaded] = (429, "The server is overloaded"),
        [HttpErrorCodes.PageNotFound] = (404, "There is no such page"),
        [HttpErrorCodes.RequestTooSlow] = (408, "The body came too slowly"),
        [HttpErrorCodes.RouteNotFound] = (404, "There is no such route"),
        [HttpErrorCodes.ScopeInsufficient] = (403, "The API key does not allow this"),
        [ErrorCodes.SearchFailed] = (503, "No stage of the search could answer"),
        [HttpErrorCodes.ServerStopping] = (503, "The server is stopping"),
        [HttpErrorCodes.TooDeep] = (422, "The body is nested too deeply"),
        [HttpErrorCodes.TooManyProblems] = (422, "Too many lines cannot be used"),
        [HttpErrorCodes.CollectionConfigured] = (409, "The collection is configured"),
        [ErrorCodes.CollectionNotOpen] = (503, "The collection is not open"),
        [HttpErrorCodes.UnknownField] = (422, "A field or a parameter is not known"),
        [HttpErrorCodes.UnsupportedMediaType] = (415, "The body is not JSON"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A problem of a code, with its status and title.</summary>
    public static Problem Describe(string code, string detail)
    {
        var (status, title) = Kinds[code];
        return Problem.Of(code, status, title, detail);
    }

    /// <summary>A problem of one field of a request; an empty name means the whole body.</summary>
    public static Problem Field(string field, string detail) =>
        Describe(HttpErrorCodes.InvalidField, detail) with { Field = field.Length == 0 ? null : field };

    /// <summary>Maps an exception to its problem.</summary>
    /// <param name="failure">The exception.</param>
    /// <param name="traceId">The request's trace id in the log.</param>
    /// <param name="collection">The requested collection; null when there is none.</param>
    public static Problem Of(Exception failure, string traceId, string? collection = null) => failure switch
    {
        RequestException request => request.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => TooSlow,
        BadHttpRequestException bad => Describe(HttpErrorCodes.MalformedRequest, bad.Message) with { Status = bad.StatusCode },
        FilterException filter => Describe(HttpErrorCodes.InvalidFilter, filter.Message) with
        {
            Field = "filter",
            Known = filter.KnownFields.Count > 0 ? filter.KnownFields : null,
        },
        InvalidArgumentException { Code: ErrorCodes.DocumentNotFound } => Describe(ErrorCodes.DocumentNotFound, failure.Message),
        // A null argument is a defect of the server: requests have no nulls where the library accepts none.
        ArgumentException argument and not ArgumentNullException => Describe(HttpErrorCodes.InvalidValue, argument.Message) with
        {
            // The library's options have the names of the requests' fields.
            Field = argument.ParamName is { } parameter ? JsonNamingPolicy.CamelCase.ConvertName(parameter) : null,
        },
        InvalidStateException { Code: ErrorCodes.CollectionNotOpen } => Describe(
            ErrorCodes.CollectionNotOpen,
            $"{Named(collection)} is being opened, or could not be opened and is tried again. {Log}.") with
        {
            RetryAfterSeconds = InUseSeconds,
        },
        StoreException store => OfStore(store, collection),
        ModelLoadException model => Describe(
            HttpErrorCodes.ModelUnusable, Unusable(Path.GetFileName(Path.TrimEndingDirectorySeparator(model.Path)), model)),
        ModelOutputException model => Describe(HttpErrorCodes.ModelUnusable, model.Message),
        ComponentException component => Describe(HttpErrorCodes.ModelUnusable, Unusable(component.Component, component)),
        IndexFormatException => Describe(
            HttpErrorCodes.IndexUnusable,
            $"An index of {Named(collection)} cannot be used; its documents are not affected. {Log}, who can rebuild it."),
        IndexLockedException => InUse(collection),
        ExportException export => Describe(export.Code, export.Message),
        SearchFailedException { Code: ErrorCodes.BudgetSpent } =>
            Describe(ErrorCodes.BudgetSpent, failure.Message) with { Field = "filter" },
        SearchFailedException => Describe(ErrorCodes.SearchFailed, failure.Message),
        _ => Describe(
            HttpErrorCodes.Internal,
            $"This is a defect of the server. Its log has the details under '{traceId}'; please report them.") with { TraceId = traceId },
    };

    /// <summary>Says that a model cannot be used, with the reason if that contains no path.</summary>
    /// <param name="name">The name of the model or of its file.</param>
    /// <param name="failure">The failure.</param>
    public static string Unusable(string name, Exception failure)
    {
        var why = failure is ModelLoadException { Accepted: { } expected, Found: { } found } && !MayHavePath(found)
            ? $": expected {expected}, found {found}"
            : "";
        return $"'{name}' cannot be used{why}. {Log}.";
    }

    private static Problem TooSlow => Describe(
        HttpErrorCodes.RequestTooSlow,
        FormattableString.Invariant(
            $"The body came too slowly, so the server stopped reading it; the default limit is {ServerDefaults.MinBytesPerSecond} bytes ") +
        "a second. Send it without pauses, or in smaller parts.");

    private static Problem OfStore(StoreException store, string? collection)
    {
        var it = Named(collection);
        var why = store.Found is { } found && !MayHavePath(found) ? $" ({found})" : "";
        return store.Code switch
        {
            ErrorCodes.DiskFull => Describe(
                ErrorCodes.DiskFull,
                $"The server's disk is full, so {it} could not be written. Acknowledged writes are kept. Send this again when " +
                $"there is room. {Log}."),
            ErrorCodes.CollectionInUse => InUse(collection),
            ErrorCodes.CollectionNotFound => Describe(
                ErrorCodes.CollectionNotFound,
                $"The files of {it} no longer exist. GET /v1/collections lists the collections."),
            ErrorCodes.NotPermitted => Describe(
                ErrorCodes.NotPermitted,
                $"The server may not read or write the files of {it}. {Log}, who has to change their permissions."),
            ErrorCodes.InputOutput => Describe(
                HttpErrorCodes.CollectionUnusable,
                $"Reading or writing the files of {it} failed{why}. Acknowledged writes are kept. {Log}, who has to look at the " +
                "disk."),
            ErrorCodes.StoreVersionUnknown => Describe(
                HttpErrorCodes.CollectionUnusable,
                $"The files of {it} are of another version of Lodestone than this server's{why}. {Log}."),
            _ => Describe(
                HttpErrorCodes.CollectionUnusable,
                $"The files of {it} are damaged{why}. {Log}, who has to check the collection."),
        };
    }

    private static Problem InUse(string? collection) => Describe(
        ErrorCodes.CollectionInUse,
        $"Another process is writing {Named(collection)}, and only one may. Ask again when it has ended. {Log}.") with
    {
        RetryAfterSeconds = InUseSeconds,
    };

    // Whether a text may contain a file's path, as texts of the operating system and of a runtime may.
    private static bool MayHavePath(string text) => text.AsSpan().IndexOfAny('/', '\\') >= 0;

    private static string Named(string? collection) => collection is null ? "the collection" : $"the collection '{collection}'";
}
