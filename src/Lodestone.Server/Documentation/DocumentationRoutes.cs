using System.IO.Compression;
using Lodestone.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Lodestone.Server.Documentation;

/// <summary>The server's documentation: the OpenAPI document, and a page that shows it.</summary>
internal static class DocumentationRoutes
{
    // The policy forbids the page requests to any other host.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Script = "text/javascript; charset=utf-8";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Cached: the routes are constant while the server runs, and generating the document takes longer than many a search.
        string? document = null;
        routes.MapGet("/openapi/v1.json", (Delegate)(async (HttpContext context) =>
            TypedResults.Text(document ??= await DocumentAsync(context).ConfigureAwait(false), "application/json")))
            .AllowWithoutKey()
            .Describe("The OpenAPI document", "This document, for programs. /reference shows it to people.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json");
        var reference = routes.MapGroup("/reference").ExcludeFromDescription().AllowWithoutKey();
        reference.MapGet("", () => Resource("reference.html", "text/html; charset=utf-8")).WithMetadata(new ContentPolicy(Policy));
        reference.MapGet("/start.js", () => Resource("reference.js", Script));
        reference.MapGet("/scalar.js", ScalarAsync);
    }

    private static async Task<string> DocumentAsync(HttpContext context)
    {
        var provider = context.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDescription.Name);
        var document = await provider.GetOpenApiDocumentAsync(context.RequestAborted).ConfigureAwait(false);
        // The framework sorts shapes by the machine's culture.
        if (document.Components?.Schemas is { } shapes)
            document.Components.Schemas = shapes.OrderBy(s => s.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, context.RequestAborted).ConfigureAwait(false);
        return json.ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>The page's script from its package, compressed for clients that accept it.</summary>
    private static IResult ScalarAsync(HttpContext context)
    {
        const string name = "ScalarStaticAssets.scalar.js";
        var assembly = typeof(ScalarOptions).Assembly;
        var compressed = assembly.GetManifestResourceStream(name) ??
            throw new InvalidOperationException($"'{name}' is not in '{assembly}'.");
        context.Response.Headers.Vary = "Accept-Encoding";
        context.Response.Headers.CacheControl = "max-age=86400";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return TypedResults.Stream(new GZipStream(compressed, CompressionMode.Decompress), Script);
        context.Response.Headers.ContentEncoding = "gzip";
        return TypedResults.Stream(compressed, Script);
    }

    private static IResult Resource(string name, string type) =>
        TypedResults.Stream(typeof(DocumentationRoutes).Assembly.GetManifestResourceStream(name)!, type);
}
