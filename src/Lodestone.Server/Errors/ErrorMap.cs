using System.Text.Json;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Errors;

/// <summary>Which problem an exception is.</summary>
internal static class ErrorMap
{
    /// <param name="failure">What failed.</param>
    /// <param name="traceId">By which the log has it.</param>
    /// <param name="collection">The collection that was asked for; null when none was.</param>
    public static Problem Of(Exception failure, string traceId, string? collection = null) => failure switch
    {
        RequestException request => request.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => TooSlow,
        BadHttpRequestException bad => Problem.Of("malformed-request", bad.StatusCode, "The request is malformed", bad.Message),
        FilterException filter => Problem.Of("invalid-filter", 422, "The filter cannot be used", filter.Message) with
        {
            Field = "filter",
            Known = filter.KnownFields.Count > 0 ? filter.KnownFields : null,
        },
        ArgumentException argument and not ArgumentNullException =>
            Problem.Of("invalid-value", 422, "A value is not accepted", ArgumentWords.Of(argument)) with { Field = Field(argument) },
        StoreException store => StoreProblem.Of(store, collection),
        ModelLoadException model => ModelProblem.Of(model),
        ModelOutputException model => ModelProblem.Of(model),
        IndexFormatException => StoreProblem.Index(collection),
        IndexLockedException => StoreProblem.InUse(collection),
        SearchFailedException { Code: ErrorCodes.BudgetSpent } => Problem.Of(
            ErrorCodes.BudgetSpent, StatusCodes.Status504GatewayTimeout,
            "The budget was spent before the filter was evaluated", failure.Message) with { Field = "filter" },
        SearchFailedException => Problem.Of("search-failed", 503, "No stage of the search could answer", failure.Message),
        _ => Problem.Of(
            "internal", 500, "The server has a defect",
            $"This is a defect of the server. Its log has the details under '{traceId}'; please report them.") with { TraceId = traceId },
    };

    private static Problem TooSlow => Problem.Of(
        "request-too-slow", StatusCodes.Status408RequestTimeout, "The body came too slowly", FormattableString.Invariant(
            $"The body came too slowly, so it was no longer waited for; `lodestone serve` expects {AccessDefaults.MinBytesPerSecond} ") +
        "bytes a second. Send it without pauses, or in smaller parts.");

    /// <summary>Options of the library are called as the fields of requests are.</summary>
    private static string? Field(ArgumentException failure) =>
        failure.ParamName is { } parameter ? JsonNamingPolicy.CamelCase.ConvertName(parameter) : null;
}
