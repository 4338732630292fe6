using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Pages;

/// <summary>The demo's pages, and the models that run in them.</summary>
internal static class PageRoutes
{
    public const string Start = "index.html";

    // After every other route, including the fallback for unknown addresses.
    private const int LastOrder = int.MaxValue - 1;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/models/{**path}", Methods, Model).ExcludeFromDescription().AllowWithoutKey();
        routes.MapMethods("/{**path}", Methods, Page).WithOrder(LastOrder).ExcludeFromDescription().AllowWithoutKey();
    }

    private static IResult Model(HttpContext context, string? path, ModelFiles models)
    {
        Isolate(context);
        if (models.Find(path ?? "") is not { } file)
            return Missing();
        // An address with a checksum always has the same file.
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
            // The build puts a hash of the content into these files' names.
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

    /// <summary>Sets cross-origin isolation: without it a browser provides neither threads nor exact clocks.</summary>
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

/// <summary>The fallback for unknown addresses and methods.</summary>
internal static class UnknownRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("/v1/{**path}", Answer).ExcludeFromDescription().AllowWithoutKey();
        routes.Map("/{**path}", Answer).WithOrder(int.MaxValue).ExcludeFromDescription().AllowWithoutKey();
    }

    /// <exception cref="RequestException">Always.</exception>
    public static Task Answer(HttpContext context)
    {
        var path = context.Request.Path;
        var (method, place) = (FieldRule.Short(context.Request.Method), FieldRule.Short(path.Value ?? ""));
        var methods = MethodsOf(context);
        if (methods.Length > 0 && !methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
            throw new RequestException(ErrorTable.Describe(
                HttpErrorCodes.MethodNotAllowed,
                $"{method} is no method of {place}; it has {string.Join(", ", methods)}.") with { Known = methods });
        }

        throw new RequestException(path.StartsWithSegments("/v1", StringComparison.Ordinal)
            ? ErrorTable.Describe(
                HttpErrorCodes.RouteNotFound,
                $"{method} {place} is not known. /openapi/v1.json has every route; /reference shows them.")
            : ErrorTable.Describe(
                HttpErrorCodes.PageNotFound,
                $"There is nothing at '{place}'. The pages begin at '/', the HTTP contract at '/v1'; '/reference' shows it."));
    }

    // The methods of the routes that would have matched; fallback routes have no methods of their own.
    private static string[] MethodsOf(HttpContext context) =>
    [
        .. context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Order == 0 && e.Metadata.GetMetadata<LodestoneEndpoint>() is not null)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { } methods && Matches(e, context.Request.Path)
                ? methods
                : [])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static bool Matches(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
