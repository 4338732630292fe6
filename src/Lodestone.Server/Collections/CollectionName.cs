using System.Text.RegularExpressions;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Collections;

/// <summary>The names that a collection may have. Its folder has the same name, so it cannot lie outside of the data folder.</summary>
internal static partial class CollectionName
{
    private const string Accepted =
        "1 to 64 of the characters a to z, 0 to 9, '.', '_' and '-', of which the first is a letter or a digit and the last not a dot";

    /// <exception cref="RequestException">The name is not valid.</exception>
    public static string Validate(string name) => IsValid(name) ? name : throw new RequestException(ErrorTable.Describe(
        HttpErrorCodes.InvalidName,
        $"'{FieldRule.Short(name)}' is not a collection's name; accepted are {Accepted}. Names of devices, such as 'nul', are not.") with
    {
        Field = "name",
    });

    /// <summary>Whether a name is valid on every operating system: the data folder may move.</summary>
    public static bool IsValid(string name) => Form().IsMatch(name) && !Device().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?\z")]
    private static partial Regex Form();

    // Windows opens these as devices in any folder and with any extension.
    [GeneratedRegex(@"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\z)")]
    private static partial Regex Device();
}

/// <summary>The problems of a request for a collection.</summary>
internal static class CollectionProblems
{
    // Enough to recognise a typing mistake, few enough to read.
    private const int Listed = 50;

    public static RequestException NotFound(string name, IReadOnlyList<string> known)
    {
        var listed = known.Take(Listed).ToArray();
        var names = listed.Length == 0 ? "none" : string.Join(", ", listed) + (known.Count > Listed ? " and more" : "");
        return new RequestException(ErrorTable.Describe(
            ErrorCodes.CollectionNotFound,
            $"There is no collection '{name}'; known are {names}. PUT /v1/collections/{name} creates it.") with
        {
            Known = listed,
        });
    }

    public static RequestException BeingDeleted(string name) => new(ErrorTable.Describe(
        HttpErrorCodes.CollectionBeingDeleted,
        $"The collection '{name}' is being deleted or renamed, as soon as the requests that use it have ended. Ask again then."));

    public static RequestException Configured(string name) => new(ErrorTable.Describe(
        HttpErrorCodes.CollectionConfigured,
        $"The collection '{name}' is part of the server's configuration, so no request deletes or renames it. Its documents can be " +
        "deleted."));

    public static RequestException NameTaken(string name) => new(ErrorTable.Describe(
        HttpErrorCodes.CollectionExists,
        $"There is a collection '{name}' already, so no other can be renamed to it. Choose another name, or delete that one first.") with
    {
        Field = "name",
    });

    public static RequestException OtherModel(string name, string found, string asked) => new(ErrorTable.Describe(
        HttpErrorCodes.CollectionExists,
        $"The collection '{name}' exists and is embedded with '{found}'; '{asked}' was asked for, whose vectors differ. Use the " +
        "collection unchanged, delete it first, or choose another name.") with
    {
        Field = "biEncoder",
    });
}
