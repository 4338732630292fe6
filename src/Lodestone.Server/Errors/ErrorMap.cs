using System.Text.Json;
using Lodestone.Indexing;
using Lodestone.Models;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server;

/// <summary>Which problem an exception is.</summary>
internal static class ErrorMap
{
    /// <summary>Seconds after which a collection that is in use elsewhere may be free.</summary>
    private const int InUseSeconds = 5;

    public static Problem Of(Exception failure, string traceId) => failure switch
    {
        RequestException request => request.Problem,
        BadHttpRequestException bad => Problem.Of("malformed-request", bad.StatusCode, "The request is malformed", bad.Message),
        FilterException filter => Problem.Of("invalid-filter", 422, "The filter cannot be used", filter.Message) with
        {
            Field = "filter",
            Known = filter.KnownFields.Count > 0 ? filter.KnownFields : null,
        },
        ArgumentException argument and not ArgumentNullException =>
            Problem.Of("invalid-value", 422, "A value is not accepted", WithoutParameter(argument)) with { Field = Field(argument) },
        StoreException store => Of(store),
        ModelLoadException or ModelOutputException => Problem.Of("model-unusable", 503, "A model cannot be used", failure.Message),
        IndexFormatException => Problem.Of("index-unusable", 503, "An index cannot be used", failure.Message),
        IndexLockedException => Problem.Of("collection-in-use", 503, "The collection is in use elsewhere", failure.Message) with
        {
            RetryAfterSeconds = InUseSeconds,
        },
        SearchFailedException => Problem.Of("search-failed", 503, "No stage of the search could answer", failure.Message),
        _ => Problem.Of(
            "internal", 500, "The server has a defect",
            $"This is a defect of the server. Its log has the details under '{traceId}'; please report them.") with { TraceId = traceId },
    };

    private static Problem Of(StoreException store) => store.Failure switch
    {
        StoreFailure.DiskFull => Problem.Of("disk-full", 507, "The disk is full", store.Message),
        StoreFailure.InUse => Problem.Of("collection-in-use", 503, "The collection is in use elsewhere", store.Message) with
        {
            RetryAfterSeconds = InUseSeconds,
        },
        StoreFailure.Missing => Problem.Of("collection-not-found", 404, "There is no such collection", store.Message),
        StoreFailure.NotPermitted => Problem.Of("not-permitted", 503, "The collection's files may not be used", store.Message),
        _ => Problem.Of("collection-unusable", 503, "The collection cannot be used", store.Message),
    };

    /// <summary>Options of the library are called as the fields of requests are.</summary>
    private static string? Field(ArgumentException failure) =>
        failure.ParamName is { } parameter ? JsonNamingPolicy.CamelCase.ConvertName(parameter) : null;

    /// <summary>The parameter's name means something to a programmer only.</summary>
    private static string WithoutParameter(ArgumentException failure)
    {
        var at = failure.ParamName is null
            ? -1
            : failure.Message.IndexOf($" (Parameter '{failure.ParamName}')", StringComparison.Ordinal);
        return at < 0 ? failure.Message : failure.Message[..at];
    }
}
