using Lodestone.Server.Access;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Pages;

/// <summary>The demo's pages, and the models that run in them.</summary>
internal static class PageRoutes
{
    public const string Start = "index.html";

    // After every other route, the one for what is not there included.
    private const int LastOrder = int.MaxValue - 1;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/models/{**path}", Methods, Model).ExcludeFromDescription().Needs(RequiredScope.None);
        routes.MapMethods("/{**path}", Methods, Page).WithOrder(LastOrder).ExcludeFromDescription().Needs(RequiredScope.None);
    }

    private static IResult Model(HttpContext context, string? path, ModelFiles models)
    {
        Isolate(context);
        if (models.Find(path ?? "") is not { } file)
            return Missing();
        // Asked for by its checksum, a file can never be another.
        var named = context.Request.Query["sha256"].ToString();
        var isSame = named.Length > 0 && named == models.SumOf(path!);
        return Send(context, file, isSame ? "public, max-age=31536000, immutable" : "no-cache");
    }

    private static IResult Page(HttpContext context, string? path, IOptions<ServerOptions> options)
    {
        Isolate(context);
        path = string.IsNullOrEmpty(path) ? Start : path;
        var folder = options.Value.WebFolder;
        if ((WebFile.Find(folder, path) ?? WebFile.Find(folder, path + ".html")) is { } file)
        {
            // What the build puts there has its content's hash in its name.
            var isHashed = path.StartsWith("assets/", StringComparison.Ordinal);
            return Send(context, file, isHashed ? "public, max-age=31536000, immutable" : "no-cache");
        }

        return path == Start ? Unbuilt() : Missing();
    }

    private static IResult Send(HttpContext context, WebFile file, string caching)
    {
        context.Response.Headers.CacheControl = caching;
        return TypedResults.PhysicalFile(
            file.Path, file.ContentType, lastModified: file.Modified, entityTag: file.Tag, enableRangeProcessing: true);
    }

    /// <summary>Cross-origin isolation: without it a browser gives a page neither threads nor exact clocks.</summary>
    private static void Isolate(HttpContext context)
    {
        context.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        context.Response.Headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static IResult Unbuilt() =>
        TypedResults.Stream(typeof(PageRoutes).Assembly.GetManifestResourceStream("unbuilt.html")!, "text/html; charset=utf-8");

    private static MissingPage Missing() => new();

    private sealed class MissingPage : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => UnknownRoutes.Answer(httpContext);
    }
}
