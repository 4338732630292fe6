using System.Buffers;
using System.Text.Unicode;
using Lodestone.Server.Documentation;
using Lodestone.Server.Documents;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lodestone.Server.Serialization;

/// <summary>The bytes of a request that is one JSON value.</summary>
internal static class RequestBody
{
    /// <summary>Reads them all, up to a limit.</summary>
    /// <exception cref="RequestException">They are too many, of another type, or not UTF-8.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, long most, CancellationToken cancellationToken)
    {
        ValidateType(context.Request);
        if (context.Request.ContentLength > most)
            throw TooLarge(context, most);
        var reader = context.Request.BodyReader;
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await reader.ReadOnAsync(cancellationToken).ConfigureAwait(false);
            var isTooLarge = body.WrittenCount + read.Buffer.Length > most;
            if (!isTooLarge)
            {
                foreach (var segment in read.Buffer)
                    body.Write(segment.Span);
            }

            // All that was read is given back: the reader could not be put right again if the client went away within the body.
            reader.AdvanceTo(read.Buffer.End);
            if (isTooLarge)
                throw TooLarge(context, most);
            if (read.IsCompleted)
                return WithoutMark(body.WrittenMemory);
        }
    }

    private static void ValidateType(HttpRequest request)
    {
        var charset = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.Charset.Value : null;
        if (request.HasJsonContentType() && charset?.Trim('"') is null or "utf-8" or "UTF-8" or "utf8")
            return;
        var found = string.IsNullOrEmpty(request.ContentType)
            ? "no Content-Type"
            : $"Content-Type '{FieldRule.Short(request.ContentType)}'";
        throw new RequestException(Problem.Of(
            "unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "The body is not JSON",
            $"The request has {found}; accepted is application/json in UTF-8. Send it with 'Content-Type: application/json'."));
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var start = body.Span.StartsWith(mark) ? mark.Length : 0;
        return Utf8.IsValid(body.Span[start..]) ? body[start..] : throw new RequestException(Problem.Of(
            "malformed-json", StatusCodes.Status400BadRequest, "The body is not valid JSON",
            "The body has bytes that are not UTF-8, the only encoding JSON is accepted in. Encode it as UTF-8."));
    }

    private static RequestException TooLarge(HttpContext context, long most) => new(Problem.Of(
        "body-too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large", FormattableString.Invariant(
            $"The body has more than {most} bytes, the limit for one JSON value. Send less at once") +
            (TakesLines(context) ? $"; any number of documents is accepted as {Upload.ContentType}, one a line." : ".")));

    private static bool TakesLines(HttpContext context) =>
        context.GetEndpoint()?.Metadata.OfType<BodyMetadata>().Any(b => b.ContentType == Upload.ContentType) == true;
}
