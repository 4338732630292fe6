using System.Buffers;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lodestone.Server.Search;

/// <summary>A search as server-sent events: the fused hits first, the reranked ones when they are ready.</summary>
internal static class SearchEvents
{
    public const string ContentType = "text/event-stream";

    /// <exception cref="Exception">The search failed before its first step; nothing was written.</exception>
    public static async Task WriteAsync(HttpContext context, IAsyncEnumerable<SearchResult> steps, LodestoneExceptionHandler failures)
    {
        var step = steps.GetAsyncEnumerator(context.RequestAborted);
        await using var disposal = step.ConfigureAwait(false);
        if (!await step.MoveNextAsync().ConfigureAwait(false))
            return;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        await SendAsync(context, "fused", Response(step.Current)).ConfigureAwait(false);
        try
        {
            await step.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The status is already sent, so the failure becomes an event.
            var problem = failures.Explain(context, failure);
            await SendAsync(context, "error", new JsonResult<Problem>(problem, ContractsJson.TypeInfo<Problem>())).ConfigureAwait(false);
            return;
        }

        await SendAsync(context, "reranked", Response(step.Current)).ConfigureAwait(false);
    }

    private static JsonResult<SearchResponse> Response(SearchResult result) =>
        new(result.ToResponse(), ContractsJson.TypeInfo<SearchResponse>());

    // JSON without indentation has no line breaks, which would end the event.
    private static async Task SendAsync<T>(HttpContext context, string name, JsonResult<T> data)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        output.Write("event: "u8);
        output.Write(System.Text.Encoding.UTF8.GetBytes(name));
        output.Write("\ndata: "u8);
        data.Write(output);
        output.Write("\n\n"u8);
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
