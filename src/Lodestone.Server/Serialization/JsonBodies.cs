using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Lodestone.Server.Serialization;

/// <summary>Parses requests; a value that does not fit is an error with its place, the value found and the accepted values.</summary>
/// <remarks>A body is parsed once: the walk that validates it also creates the request's values.</remarks>
internal static class RequestJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = ServerDefaults.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="RequestException">The body is too large, not JSON, or not of this shape.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> shape)
    {
        var most = context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.MaxBodyBytes;
        using var body = new RequestBody();
        return Parse(await body.ReadAsync(context, most, context.RequestAborted).ConfigureAwait(false), shape);
    }

    /// <summary>Reads a JSON value. The result holds no reference to the bytes.</summary>
    /// <exception cref="RequestException"><c>utf8</c> is not JSON, or not of this shape.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> utf8, JsonTypeInfo<T> shape)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Bind(document.RootElement, shape, "");
        }
        catch (Exception failure) when (failure is RequestException or InvalidOperationException or JsonException)
        {
            // The place of half a surrogate pair is searched for only now, so a valid text is read once.
            if (HalfPairs.FindPath(utf8.Span) is { } path)
            {
                throw RequestShape.Mistake(
                    FieldRule.Short(path),
                    $"{RequestShape.Subject(FieldRule.Short(path))} has an escape for half of a surrogate pair, which is no character. " +
                    "Send whole ones, in names as in values.");
            }

            if (failure is JsonException invalid)
                throw Malformed(invalid);
            throw;
        }
    }

    /// <summary>Converts a part of a request that was kept as JSON.</summary>
    /// <exception cref="RequestException">The value is not of this shape.</exception>
    public static T Bind<T>(JsonElement element, JsonTypeInfo<T> shape, string path) => (T)RequestShape.Of(shape).Read(element, path);

    private static RequestException Malformed(JsonException invalid)
    {
        var at = invalid.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = at < 0 ? invalid.Message : invalid.Message[..at];
        if (reason.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return new RequestException(HttpErrorCodes.TooDeep, FormattableString.Invariant(
                $"The body has values within values more than {ServerDefaults.MaxDepth} deep; no request needs that."), invalid);
        }

        var place = invalid is { LineNumber: { } line, BytePositionInLine: { } position }
            ? FormattableString.Invariant($" at line {line + 1}, byte {position + 1}")
            : "";
        var problem = ErrorTable.Describe(HttpErrorCodes.MalformedJson, $"The body is not valid JSON{place}: {reason}");
        return new RequestException(problem with { Line = invalid.LineNumber + 1 }, invalid);
    }
}

/// <summary>The bytes of a request with one JSON value, in pooled memory that disposal returns.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBytes = 16 * 1024;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _count;

    /// <summary>Reads the whole body, up to a limit.</summary>
    /// <exception cref="RequestException">The body is over the limit, of another type, or not UTF-8.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, long most, CancellationToken cancellationToken)
    {
        ValidateType(context.Request);
        if (context.Request.ContentLength > most)
            throw TooLarge(context, most);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadOnAsync(cancellationToken).ConfigureAwait(false);
            var isTooLarge = _count + read.Buffer.Length > most;
            if (!isTooLarge)
                Add(read.Buffer);

            // All bytes read are handed back: the reader could not be repaired if the client disconnected within the body.
            reader.AdvanceTo(read.Buffer.End);
            if (isTooLarge)
                throw TooLarge(context, most);
            if (read.IsCompleted)
                return WithoutMark(_bytes.AsMemory(0, _count));
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    // Grows with the bytes that arrive, not with the announced length: a client that sends nothing reserves nothing.
    private void Add(ReadOnlySequence<byte> part)
    {
        var count = _count + (int)part.Length;
        if (count > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(count, 2L * _bytes.Length), Array.MaxLength));
            _bytes.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        part.CopyTo(_bytes.AsSpan(_count));
        _count = count;
    }

    private static void ValidateType(HttpRequest request)
    {
        var charset = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.Charset.Value : null;
        if (request.HasJsonContentType() && charset?.Trim('"') is null or "utf-8" or "UTF-8" or "utf8")
            return;
        var found = string.IsNullOrEmpty(request.ContentType)
            ? "no Content-Type"
            : $"Content-Type '{FieldRule.Short(request.ContentType)}'";
        throw new RequestException(
            HttpErrorCodes.UnsupportedMediaType,
            $"The request has {found}; accepted is application/json in UTF-8. Send it with 'Content-Type: application/json'.");
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var start = body.Span.StartsWith(mark) ? mark.Length : 0;
        return Utf8.IsValid(body.Span[start..]) ? body[start..] : throw new RequestException(
            HttpErrorCodes.MalformedJson,
            "The body has bytes that are not UTF-8, the only encoding JSON is accepted in. Encode it as UTF-8.");
    }

    private static RequestException TooLarge(HttpContext context, long most)
    {
        var lines = context.GetEndpoint()?.Metadata.GetMetadata<AcceptsLinesMetadata>() is { } accepted
            ? $"; any number of documents is accepted as {accepted.ContentType}, one a line."
            : ".";
        return new RequestException(HttpErrorCodes.BodyTooLarge, FormattableString.Invariant(
            $"The body has more than {most} bytes, the limit for one JSON value. Send less in one request") + lines);
    }
}

/// <summary>Metadata of a route that accepts any number of values, one a line, besides one JSON value.</summary>
/// <param name="ContentType">The content type of lines.</param>
internal sealed record AcceptsLinesMetadata(string ContentType);

/// <summary>Reads of a request's body that can be cancelled.</summary>
internal static class BodyReading
{
    /// <summary>
    /// Reads on. Cancelling Kestrel's read through its token leaves the pipe unable to drain the body before the connection's next request,
    /// so the pending read is cancelled explicitly.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token is cancelled; no bytes were consumed.</exception>
    /// <exception cref="BadHttpRequestException">The body is not valid HTTP.</exception>
    public static async ValueTask<ReadResult> ReadOnAsync(this PipeReader body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stop = cancellationToken.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), body);
        await using (stop.ConfigureAwait(false))
        {
            while (true)
            {
                var read = await NextAsync(body).ConfigureAwait(false);
                if (!read.IsCanceled)
                    return read;
                body.AdvanceTo(read.Buffer.Start);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static async ValueTask<ReadResult> NextAsync(PipeReader body)
    {
        try
        {
            return await body.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException broken) when (broken is not (BadHttpRequestException or ConnectionResetException))
        {
            // The host has an exception type for clients' mistakes, but not for every one, such as a chunk of 2^31 bytes or more.
            throw new BadHttpRequestException(broken.Message, StatusCodes.Status400BadRequest, broken);
        }
    }
}

/// <summary>A response with one JSON value, written completely or not at all.</summary>
/// <remarks>The framework's own result begins to send before it has serialised the whole value, and has no length.</remarks>
internal sealed class JsonResult<T>(T value, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK) : IResult
{
    public const string ContentType = "application/json; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return WriteAsync(httpContext, ContentType);
    }

    /// <summary>Writes the value with the status that is set.</summary>
    public async Task WriteAsync(HttpContext context, string contentType = ContentType)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        Write(body);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    public void Write(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, ContractsJson.OneLine);
        JsonSerializer.Serialize(writer, value, shape);
    }
}

/// <summary>Creates responses from their shapes.</summary>
internal static class JsonResults
{
    public static JsonResult<T> Ok<T>(T value, JsonTypeInfo<T> shape) => new(value, shape);

    public static JsonResult<T> Created<T>(T value, JsonTypeInfo<T> shape) => new(value, shape, StatusCodes.Status201Created);
}

/// <summary>Writes an error's response in the shape that the clients of its route expect.</summary>
internal static class ProblemResult
{
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        context.Response.StatusCode = problem.Status;
        context.Response.Headers[Problem.KindHeader] = problem.Kind;
        if (problem.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"lodestone\"";
        return context.GetEndpoint()?.Metadata.GetMetadata<IErrorShape>() is { } shape
            ? shape.WriteAsync(context, problem)
            : new JsonResult<Problem>(problem, ContractsJson.TypeInfo<Problem>()).WriteAsync(context, Problem.ContentType);
    }
}
