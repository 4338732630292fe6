using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Lodestone.Web.Tests;

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
    /// <param name="spoil">Gives what is sent instead of a file's bytes; null sends them as they are.</param>
    public static async Task<FileHost> StartAsync(string folder, Func<string, byte[]?>? spoil = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new FileHost(builder.Build());
        host._application.Use(async (context, next) =>
        {
            var path = context.Request.Path.Value!;
            host._asked.Enqueue(path);
            if (spoil?.Invoke(path) is { } bytes)
                await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            else
                await next(context);
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
