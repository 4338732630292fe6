using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Errors;

/// <summary>What a client is told when a collection's files fail: which collection, not where they are, which the log has.</summary>
internal static class StoreProblem
{
    /// <summary>Seconds after which a collection that is in use elsewhere may be free.</summary>
    private const int InUseSeconds = 5;

    private const string Operator = OperatorWords.Log;

    /// <param name="store">What failed.</param>
    /// <param name="collection">The collection that was asked for; null when none was.</param>
    public static Problem Of(StoreException store, string? collection)
    {
        var it = Named(collection);
        return store.Failure switch
        {
            StoreFailure.DiskFull => Problem.Of(
                "disk-full", StatusCodes.Status507InsufficientStorage, "The disk is full",
                $"The server's disk is full, so {it} could not be written. What was acknowledged before is kept. Send this again when " +
                $"there is room. {Operator}."),
            StoreFailure.InUse => InUse(collection),
            StoreFailure.Missing => Problem.Of(
                "collection-not-found", StatusCodes.Status404NotFound, "There is no such collection",
                $"The files of {it} are not there any more. GET /v1/collections lists those that are."),
            StoreFailure.NotPermitted => Problem.Of(
                "not-permitted", StatusCodes.Status503ServiceUnavailable, "The collection's files may not be used",
                $"The server may not read or write the files of {it}. {Operator}, who has to change their permissions."),
            StoreFailure.InputOutput => Problem.Of(
                "collection-unusable", StatusCodes.Status503ServiceUnavailable, "The collection cannot be used",
                $"Reading or writing the files of {it} failed{Why(store)}. What was acknowledged before is kept. {Operator}, who has to " +
                "look at the disk."),
            StoreFailure.UnknownVersion => Problem.Of(
                "collection-unusable", StatusCodes.Status503ServiceUnavailable, "The collection cannot be used",
                $"The files of {it} are of another version of Lodestone than this server's{Why(store)}. {Operator}."),
            _ => Problem.Of(
                "collection-unusable", StatusCodes.Status503ServiceUnavailable, "The collection cannot be used",
                $"The files of {it} are damaged{Why(store)}. {Operator}, who finds out how far with `lodestone doctor`."),
        };
    }

    public static Problem InUse(string? collection) => Problem.Of(
        "collection-in-use", StatusCodes.Status503ServiceUnavailable, "The collection is in use elsewhere",
        $"Another process is writing {Named(collection)}, and only one may. Ask again when it has ended. {Operator}.") with
    {
        RetryAfterSeconds = InUseSeconds,
    };

    public static Problem Index(string? collection) => Problem.Of(
        "index-unusable", StatusCodes.Status503ServiceUnavailable, "An index cannot be used",
        $"An index of {Named(collection)} cannot be used; its documents are not touched by that. {Operator}, who can build it anew.");

    private static string Why(StoreException store) =>
        store.Found is { } found && !OperatorWords.MayHavePath(found) ? $" ({found})" : "";

    private static string Named(string? collection) => collection is null ? "the collection" : $"the collection '{collection}'";
}
