using Lodestone.Encoders;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Admission;

/// <summary>The header by which a request says whether somebody waits for it; the answer says what it was run as.</summary>
internal static class PriorityHeader
{
    public const string Header = "Lodestone-Priority";

    private static readonly string[] Known = ["interactive", "bulk"];

    public static string Name(WorkPriority priority) => Known[(int)priority];

    /// <summary>What a request asks for; null when it does not say.</summary>
    /// <exception cref="RequestException">It says something else.</exception>
    public static WorkPriority? Of(HttpContext context)
    {
        var found = context.Request.Headers[Header];
        if (found.Count == 0)
            return null;
        var index = Array.IndexOf(Known, found.ToString());
        if (index >= 0)
            return (WorkPriority)index;
        throw new RequestException(Problem.Of(
            "invalid-header", StatusCodes.Status400BadRequest, "A header is not accepted",
            $"The header {Header} is 'interactive' or 'bulk'; found '{FieldRule.Short(found.ToString())}'. Correct it, " +
            "or leave it out.") with
        {
            Field = Header,
            Known = Known,
        });
    }
}
