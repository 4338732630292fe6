using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>An error in the form of RFC 9457.</summary>
public sealed record Problem
{
    /// <summary>The content type of a response that is a problem.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The prefix of the types of Lodestone's problems.</summary>
    public const string TypePrefix = "urn:lodestone:error:";

    /// <summary>The header with an error's <see cref="Kind"/>, also where the body has the shape of another server.</summary>
    public const string KindHeader = "Lodestone-Error";

    /// <summary>The stable name of the kind, such as <c>urn:lodestone:error:collection-not-found</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The request, the finding, the accepted values, and the remedy.</summary>
    public required string Detail { get; init; }

    /// <summary>The field of the request that the problem concerns; absent when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>The known values of that field; absent when there is no such list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Known { get; init; }

    /// <summary>The line of the request's body, from 1; absent when the problem concerns no line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Line { get; init; }

    /// <summary>The request's id in the log; only for the server's own defects.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>The seconds after which to try again, also in the header Retry-After; absent when waiting does not help.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RetryAfterSeconds { get; init; }

    /// <summary>
    /// The type without <see cref="TypePrefix"/>, such as <c>collection-not-found</c>; the whole type when it has another prefix.
    /// </summary>
    [JsonIgnore]
    public string Kind => Type.StartsWith(TypePrefix, StringComparison.Ordinal) ? Type[TypePrefix.Length..] : Type;

    /// <summary>Creates a problem of Lodestone.</summary>
    /// <param name="kind">Its kind, such as <c>collection-not-found</c>.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">The kind of problem in a few words.</param>
    /// <param name="detail">The request, the finding, the accepted values, and the remedy.</param>
    public static Problem Of(string kind, int status, string title, string detail) =>
        new() { Type = TypePrefix + kind, Status = status, Title = title, Detail = detail };
}
