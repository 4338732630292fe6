using System.Text.RegularExpressions;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Collections;

/// <summary>What a collection may be called. Its folder has the same name, so that none can lie outside of the data folder.</summary>
internal static partial class CollectionName
{
    private const string Accepted =
        "1 to 64 of the characters a to z, 0 to 9, '.', '_' and '-', of which the first is a letter or a digit and the last not a dot";

    /// <exception cref="RequestException">It is no name.</exception>
    public static string Validate(string name) => IsValid(name) ? name : throw new RequestException(ErrorTable.Describe(
        HttpErrorCodes.InvalidName,
        $"'{FieldRule.Short(name)}' is not a collection's name; accepted are {Accepted}. Names of devices, such as 'nul', are not.") with
    {
        Field = "name",
    });

    /// <summary>A name is valid on every system: the data folder may move.</summary>
    public static bool IsValid(string name) => Form().IsMatch(name) && !Device().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?\z")]
    private static partial Regex Form();

    // What Windows opens as a device in any folder, with any extension.
    [GeneratedRegex(@"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\z)")]
    private static partial Regex Device();
}

/// <summary>What can be wrong with a collection that is asked for.</summary>
internal static class CollectionProblems
{
    // Enough to recognise a slip, few enough to read.
    private const int Listed = 50;

    public static RequestException NotFound(string name, IReadOnlyList<string> known)
    {
        var listed = known.Take(Listed).ToArray();
        var names = listed.Length == 0 ? "none" : string.Join(", ", listed) + (known.Count > Listed ? " and more" : "");
        return new RequestException(ErrorTable.Describe(
            ErrorCodes.CollectionNotFound,
            $"There is no collection '{name}'. There are: {names}. Make it with PUT /v1/collections/{name}.") with
        {
            Known = listed,
        });
    }

    public static RequestException BeingDeleted(string name) => new(ErrorTable.Describe(
        HttpErrorCodes.CollectionBeingDeleted,
        $"The collection '{name}' is being deleted, as soon as the requests that use it have ended. Ask again then."));

    public static RequestException OtherModel(string name, string found, string asked) => new(ErrorTable.Describe(
        HttpErrorCodes.CollectionExists,
        $"The collection '{name}' is there and embedded with '{found}'; '{asked}' was asked for, whose vectors are others. Use it as it " +
        "is, delete it first, or choose another name.") with
    {
        Field = "biEncoder",
    });
}
