using System.Text.RegularExpressions;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Collections;

/// <summary>What a collection may be called. Its folder has the same name, so that none can lie outside of the data folder.</summary>
internal static partial class CollectionName
{
    private const string Accepted =
        "1 to 64 of the characters a to z, 0 to 9, '.', '_' and '-', of which the first is a letter or a digit and the last not a dot";

    /// <exception cref="RequestException">It is no name.</exception>
    public static string Validate(string name) => IsValid(name) ? name : throw new RequestException(Problem.Of(
        "invalid-name", StatusCodes.Status422UnprocessableEntity, "That is no collection's name",
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
