using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Lodestone.Web.Tests.Sites;

/// <summary>Any file host: it sends files as they are, and no header that this page would like.</summary>
internal sealed class FileHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _asked = new();

    private FileHost(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.First());

    /// <summary>The paths that were asked for, in their order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <param name="folder">What it sends.</param>
    /// <param name="instead">Answers a request in its own way, or calls what it is given to have the file sent.</param>
    public static async Task<FileHost> StartAsync(string folder, Func<HttpContext, Func<Task>, Task>? instead = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new FileHost(builder.Build());
        host._application.Use(async (context, next) =>
        {
            host._asked.Enqueue(context.Request.Path.Value!);
            if (instead is null)
                await next(context);
            else
                await instead(context, () => next(context));
        });
        var files = new FileServerOptions { FileProvider = new PhysicalFileProvider(folder) };
        files.StaticFileOptions.ServeUnknownFileTypes = true;
        host._application.UseFileServer(files);
        await host._application.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(TestContext.Current.CancellationToken);
        await _application.DisposeAsync();
    }
}
