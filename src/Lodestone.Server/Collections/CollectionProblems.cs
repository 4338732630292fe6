using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Collections;

/// <summary>What can be wrong with a collection that is asked for.</summary>
internal static class CollectionProblems
{
    // Enough to recognise a slip, few enough to read.
    private const int Listed = 50;

    public static RequestException NotFound(string name, IReadOnlyList<string> known)
    {
        var listed = known.Take(Listed).ToArray();
        var names = listed.Length == 0 ? "none" : string.Join(", ", listed) + (known.Count > Listed ? " and more" : "");
        return new RequestException(Problem.Of(
            "collection-not-found", StatusCodes.Status404NotFound, "There is no such collection",
            $"There is no collection '{name}'. There are: {names}. Make it with PUT /v1/collections/{name}.") with
        {
            Known = listed,
        });
    }

    public static RequestException BeingDeleted(string name) => new(Problem.Of(
        "collection-being-deleted", StatusCodes.Status409Conflict, "The collection is being deleted",
        $"The collection '{name}' is being deleted, as soon as the requests that use it have ended. Ask again then."));

    public static RequestException OtherModel(string name, string found, string asked) => new(Problem.Of(
        "collection-exists", StatusCodes.Status409Conflict, "The collection is there with another model",
        $"The collection '{name}' is there and embedded with '{found}'; '{asked}' was asked for, whose vectors are others. Use it as it " +
        "is, delete it first, or choose another name.") with
    {
        Field = "biEncoder",
    });
}
