namespace Lodestone.Contracts.Client;

/// <summary>A call that a server refused, or that had no answer of a Lodestone server.</summary>
/// <remarks>
/// <see cref="LodestoneException.Code"/> is the server's own, such as <c>collection-not-found</c>, where it answered with a problem.
/// Otherwise it is <see cref="ErrorCodes.ServerUnreachable"/>, <see cref="ErrorCodes.ServerTimeout"/>,
/// <see cref="ErrorCodes.ResponseIncomplete"/>, <see cref="ErrorCodes.ResponseNotJson"/>, <see cref="ErrorCodes.ResponseTooLarge"/> or
/// <see cref="ErrorCodes.ResponseUnknown"/>.
/// </remarks>
public sealed class LodestoneClientException : LodestoneException
{
    internal LodestoneClientException(string code, string message, Exception? inner = null)
        : base(code, message, inner)
    {
    }

    internal LodestoneClientException(Problem problem)
        : base(problem.Kind, problem.Detail)
    {
        Problem = problem;
        Status = problem.Status;
    }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? Status { get; internal init; }

    /// <summary>The problem, with the field that it concerns and the accepted values; null when the answer was none.</summary>
    public Problem? Problem { get; }

    /// <summary>The time after which to try again; null when the server named none.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The number of documents that an upload has written nevertheless, from its beginning; null for other calls.</summary>
    public int? WrittenDocuments { get; internal init; }
}
