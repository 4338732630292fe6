using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Serialization;

/// <summary>Requests in their shapes; what does not fit is an error that says where, what was found, and what is accepted.</summary>
internal static class RequestJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = ServerDefaults.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="RequestException">It is too large, not JSON, or not of this shape.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> shape)
    {
        var most = context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.MaxBodyBytes;
        var body = await RequestBody.ReadAsync(context, most, context.RequestAborted).ConfigureAwait(false);
        return Parse(body, shape);
    }

    /// <summary>Reads a JSON value.</summary>
    /// <exception cref="RequestException">It is not JSON, or not of this shape.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> utf8, JsonTypeInfo<T> shape)
    {
        using var document = Parse(utf8);
        return Bind(document.RootElement, shape, "");
    }

    /// <summary>Takes a part of a request that was left as it is.</summary>
    /// <exception cref="RequestException">It is not of this shape.</exception>
    public static T Bind<T>(JsonElement element, JsonTypeInfo<T> shape, string path)
    {
        RequestShape.Of(shape).Check(element, path);
        return element.Deserialize(shape)!;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (HalfPairs.FindPath(utf8.Span) is { } path)
        {
            throw RequestShape.Mistake(
                FieldRule.Short(path),
                $"{RequestShape.Subject(FieldRule.Short(path))} has an escape for half of a surrogate pair, which is no character. " +
                "Send whole ones, in names as in values.");
        }

        try
        {
            return JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException invalid)
        {
            var at = invalid.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            var reason = at < 0 ? invalid.Message : invalid.Message[..at];
            if (reason.Contains("maximum configured depth", StringComparison.Ordinal))
            {
                throw new RequestException(Problem.Of(
                    "too-deep", StatusCodes.Status422UnprocessableEntity, "The body is nested too deeply", FormattableString.Invariant(
                        $"The body has values within values more than {ServerDefaults.MaxDepth} deep; no request needs that.")), invalid);
            }

            var place = invalid is { LineNumber: { } line, BytePositionInLine: { } position }
                ? FormattableString.Invariant($" at line {line + 1}, byte {position + 1}")
                : "";
            throw new RequestException(Problem.Of(
                "malformed-json", StatusCodes.Status400BadRequest, "The body is not valid JSON",
                $"The body is not valid JSON{place}: {reason}") with { Line = invalid.LineNumber + 1 }, invalid);
        }
    }
}
