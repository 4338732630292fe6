using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lodestone.Contracts.Client;

/// <summary>Looks at what a server answered: its type, its bytes, and its failure.</summary>
internal static partial class Answers
{
    private const int MaxProblemBytes = 1 << 20;

    /// <summary>Whether the answer has a content type.</summary>
    public static bool Is(HttpResponseMessage response, string type) =>
        string.Equals(response.Content.Headers.ContentType?.MediaType, type, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses an answer of another content type, such as the page of a proxy.</summary>
    /// <exception cref="LodestoneClientException">The content type is another one.</exception>
    public static void EnsureType(ServerAddress address, HttpResponseMessage response, string type)
    {
        if (!Is(response, type))
            throw Unknown(address, response, null);
    }

    /// <summary>Reads the whole answer.</summary>
    /// <exception cref="LodestoneClientException">The answer is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> BytesAsync(
        ServerAddress address, HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > most)
            throw TooLarge(address, most);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var bytes = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var read = await stream.ReadAsync(bytes.GetMemory(16 * 1024), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return bytes.WrittenMemory;
            bytes.Advance(read);
            if (bytes.WrittenCount > most)
                throw TooLarge(address, most);
        }
    }

    /// <summary>The failure that an answer without success tells.</summary>
    public static async Task<LodestoneClientException> FailureAsync(
        ServerAddress address, HttpResponseMessage response, TimeProvider clock, CancellationToken cancellationToken)
    {
        var isProblem = Is(response, Problem.ContentType);
        var kind = KindOf(response);
        if (!isProblem && (kind is null || !Is(response, Exchange.Json)))
            return Unknown(address, response, After(response, clock));
        var body = await BytesAsync(address, response, MaxProblemBytes, cancellationToken).ConfigureAwait(false);
        var problem = isProblem
            ? Failures.Read(address, body.Span, AnswerJson.OfOwn<Problem>(), (int)response.StatusCode)
            : Problem.Of(kind!, (int)response.StatusCode, "", Message(body) ?? $"The server answered with the error '{kind}'.");
        return Of(address, problem with { Status = (int)response.StatusCode }, After(response, clock));
    }

    /// <summary>The failure that a problem tells.</summary>
    public static LodestoneClientException Of(ServerAddress address, Problem problem, TimeSpan? after = null, int? written = null)
    {
        if (!problem.Type.StartsWith(Problem.TypePrefix, StringComparison.Ordinal) || !Code().IsMatch(problem.Kind))
            return Failures.Unlike(address, $"a problem of the type '{problem.Type}'.", problem.Status);
        TimeSpan? told = problem.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : null;
        return new LodestoneClientException(problem) { RetryAfter = after ?? told, WrittenDocuments = written };
    }

    /// <summary>An answer that is not a Lodestone server's, by its status and its type.</summary>
    public static LodestoneClientException Unknown(ServerAddress address, HttpResponseMessage response, TimeSpan? after)
    {
        var status = (int)response.StatusCode;
        var type = response.Content.Headers.ContentType?.MediaType;
        var found = string.Create(
            CultureInfo.InvariantCulture,
            $"status {status} with {(string.IsNullOrEmpty(type) ? "no content type" : $"the content type '{type}'")}");
        if (response.Headers.Location is { } elsewhere)
            found += $", which points to '{elsewhere.OriginalString}'";
        var isJson = type is null || type.EndsWith("json", StringComparison.OrdinalIgnoreCase);
        return new LodestoneClientException(
            isJson ? ErrorCodes.ResponseUnknown : ErrorCodes.ResponseNotJson,
            $"The server at {address} answered in another way than Lodestone does: {Shown.Of(found)} Another program answers there, such " +
            "as a proxy, or the address lacks a part of its path.")
        {
            Status = status,
            Found = Shown.Of(found),
            RetryAfter = after,
        };
    }

    /// <summary>An answer of more bytes than the limit.</summary>
    public static LodestoneClientException TooLarge(ServerAddress address, int most) =>
        Failures.TooLarge(address, string.Create(CultureInfo.InvariantCulture, $"it has more than {most} bytes"));

    private static string? KindOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Problem.KindHeader, out var values) && values.FirstOrDefault() is { } kind && Code().IsMatch(kind)
            ? kind
            : null;

    private static TimeSpan? After(HttpResponseMessage response, TimeProvider clock) => response.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } when date - clock.GetUtcNow() is var pause => pause > TimeSpan.Zero ? pause : TimeSpan.Zero,
        _ => null,
    };

    // OpenAI's shape has an object with the message, Cohere's the message itself.
    private static string? Message(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var error = json.RootElement;
            if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("error", out var inner))
                error = inner;
            return error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) &&
                message.ValueKind == JsonValueKind.String ? message.GetString() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[a-z]{1,40}(?:-[a-z0-9]{1,40}){0,12}\z")]
    private static partial Regex Code();
}
