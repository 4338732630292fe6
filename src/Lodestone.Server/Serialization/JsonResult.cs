using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Serialization;

/// <summary>A response of one JSON value, written whole or not at all.</summary>
/// <remarks>The framework's own begins to send before it knows whether it can write the whole, and has no length.</remarks>
internal sealed class JsonResult<T>(T value, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK) : IResult
{
    public const string ContentType = "application/json; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return WriteAsync(httpContext, ContentType);
    }

    /// <summary>Writes the value, under the status that is set.</summary>
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

/// <summary>Responses in their shapes.</summary>
internal static class JsonResults
{
    public static JsonResult<T> Ok<T>(T value, JsonTypeInfo<T> shape) => new(value, shape);

    public static JsonResult<T> Created<T>(T value, JsonTypeInfo<T> shape) => new(value, shape, StatusCodes.Status201Created);
}

/// <summary>An error's response, in the form that the clients of its route expect.</summary>
internal static class ProblemResult
{
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"lodestone\"";
        return context.GetEndpoint()?.Metadata.GetMetadata<IErrorShape>() is { } shape
            ? shape.WriteAsync(context, problem)
            : new JsonResult<Problem>(problem, ContractsJson.TypeInfo<Problem>()).WriteAsync(context, Problem.ContentType);
    }
}
