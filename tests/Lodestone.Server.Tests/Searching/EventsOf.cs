using Lodestone.Server.Pipeline;
using Lodestone.Server.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lodestone.Server.Tests.Searching;

/// <summary>What would be sent of a search whose steps are made up.</summary>
internal static class EventsOf
{
    public static async Task<string> WriteAsync(IAsyncEnumerable<SearchResult> steps)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Response.Body = body;
        await SearchEvents.WriteAsync(context, steps, new LodestoneExceptionHandler(NullLoggerFactory.Instance));
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
