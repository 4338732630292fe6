using System.Text.Json.Serialization;

namespace Lodestone.Server.Errors;

/// <summary>What went wrong, in the form of RFC 9457.</summary>
/// <param name="Type">A name that never changes, such as <c>urn:lodestone:error:collection-not-found</c>.</param>
/// <param name="Title">The kind of problem in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was asked, what was found, what is accepted, and what to do.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail)
{
    public const string ContentType = "application/problem+json";

    private const string Prefix = "urn:lodestone:error:";

    /// <summary>The field of the request that is meant; absent when none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>What would have been known in its place; absent when there is no such list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Known { get; init; }

    /// <summary>The line of the request's body, from 1; absent when it is not about one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Line { get; init; }

    /// <summary>Finds the request in the log; only with the server's own defects.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>Seconds after which it may go better; also the Retry-After header. Absent when waiting does not help.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The type without what is the same in all: <c>collection-not-found</c>.</summary>
    [JsonIgnore]
    public string Kind => Type[Prefix.Length..];
}
