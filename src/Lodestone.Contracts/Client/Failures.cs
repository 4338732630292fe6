using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lodestone.Contracts.Client;

/// <summary>The causes that have no answer of a server, as exceptions of ours.</summary>
internal static class Failures
{
    /// <summary>Runs a part of an exchange.</summary>
    /// <exception cref="LodestoneClientException">It failed.</exception>
    public static async Task<T> GuardAsync<T>(ServerAddress address, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (Exception failure) when (
            cancellationToken.IsCancellationRequested && failure is HttpRequestException or IOException or OperationCanceledException)
        {
            throw new OperationCanceledException("The call was cancelled.", failure, cancellationToken);
        }
        catch (OperationCanceledException overdue)
        {
            throw new LodestoneClientException(
                ErrorCodes.ServerTimeout,
                $"The server at {address} did not answer within the time limit, so the call was ended. Work that it had begun may be done.",
                overdue);
        }
        catch (HttpRequestException failure)
        {
            throw Of(address, failure);
        }
        catch (IOException failure)
        {
            throw Incomplete(address, failure);
        }
    }

    /// <summary>Reads a JSON value of an answer.</summary>
    /// <exception cref="LodestoneClientException">It is not a value of the type.</exception>
    public static T Read<T>(ServerAddress address, ReadOnlySpan<byte> utf8, JsonTypeInfo<T> shape, int? status)
    {
        try
        {
            return AnswerJson.Read(utf8, shape);
        }
        catch (EndOfStreamException cut)
        {
            throw Incomplete(address, cut, status);
        }
        catch (JsonException other)
        {
            throw Unlike(address, other.Message, status, other);
        }
    }

    /// <summary>An answer that ends before its end.</summary>
    public static LodestoneClientException Incomplete(ServerAddress address, Exception? inner, int? status = null) => new(
        ErrorCodes.ResponseIncomplete,
        $"The connection to the server at {address} ended before the whole answer had arrived. Work that it had begun may be done.",
        inner)
    {
        Status = status,
    };

    /// <summary>An answer whose JSON is not that of the call.</summary>
    public static LodestoneClientException Unlike(ServerAddress address, string found, int? status, Exception? inner = null) => new(
        ErrorCodes.ResponseUnknown,
        $"The answer of the server at {address} is not one that Lodestone gives: {Shown.Of(found)} Another program answers there, or " +
        "another version of Lodestone.",
        inner)
    {
        Status = status,
        Found = Shown.Of(found),
    };

    private static LodestoneClientException Of(ServerAddress address, HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError => new LodestoneClientException(
                ErrorCodes.ServerUnreachable, $"The server at {address} cannot be reached: {Shown.Of(Innermost(failure))}", failure)
            {
                Found = Shown.Of(Innermost(failure)),
            },
        HttpRequestError.InvalidResponse => Unlike(address, "it is no HTTP.", null, failure),
        HttpRequestError.ConfigurationLimitExceeded => TooLarge(address, "its headers", failure),
        _ => Incomplete(address, failure),
    };

    /// <summary>An answer of which a part is over a limit.</summary>
    public static LodestoneClientException TooLarge(ServerAddress address, string what, Exception? inner = null) => new(
        ErrorCodes.ResponseTooLarge,
        $"The answer of the server at {address} is larger than the client reads: {what}. Ask for less, or raise the client's limit.",
        inner);

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
            failure = inner;
        return failure.Message;
    }
}

/// <summary>Texts of a stranger in a message of ours: short, and without control characters.</summary>
internal static class Shown
{
    private const int Most = 300;

    public static string Of(string text)
    {
        var shown = string.Concat(text.Take(Most).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
        return text.Length > Most ? shown + "..." : shown.EndsWith('.') ? shown : shown + ".";
    }
}
