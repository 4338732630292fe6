using Lodestone.Server.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests.Searching;

/// <summary>What would be sent of a search whose steps are made up.</summary>
internal static class EventsOf
{
    public static async Task<string> WriteAsync(IAsyncEnumerable<SearchResult> steps)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = body;
        await SearchEvents.WriteAsync(context, steps);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
