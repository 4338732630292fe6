using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Serialization;

/// <summary>An answer of one JSON value, written whole or not at all.</summary>
internal sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK) : IResult
{
    public const string ContentType = "application/json; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return WriteAsync(httpContext, ContentType);
    }

    /// <summary>Writes the value, under the status that is set.</summary>
    public async Task WriteAsync(HttpContext context, string contentType)
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
