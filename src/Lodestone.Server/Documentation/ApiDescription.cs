using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>Generates the OpenAPI document from the routes: only from ours, and the same for every listen address.</summary>
internal static class ApiDescription
{
    /// <summary>The document's name, which an application with documents of its own must not use.</summary>
    public const string Name = "lodestone";

    public const string KeyScheme = "key";

    /// <summary>The program's version, without the suffix that the build adds.</summary>
    public static string Version { get; } = typeof(ApiDescription).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = route =>
            route.HttpMethod != HttpMethods.Head && route.ActionDescriptor.EndpointMetadata.OfType<LodestoneEndpoint>().Any();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Lodestone",
                Version = Version,
                Description = "Two-stage semantic search: a bi-encoder and BM25 find passages, a cross-encoder reranks the best.",
            };
            document.Servers = [];
            // The framework's list would have the names of the host and of the route classes.
            document.Tags = OpenApiTags.All;
            (document.Components ??= new OpenApiComponents()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "An API key. Required as soon as the server has one.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer<RouteTransformer>();
        options.AddSchemaTransformer<SchemaTransformer>();
    });
}

/// <summary>The tags of the OpenAPI document, and the tag of each route.</summary>
internal static class OpenApiTags
{
    private const string Search = "Search";
    private const string Collections = "Collections";
    private const string Documents = "Documents";
    private const string Others = "Shapes of others";
    private const string Server = "Server";

    /// <summary>All tags, in reading order.</summary>
    public static ISet<OpenApiTag> All => new HashSet<OpenApiTag>
    {
        new() { Name = Server, Description = "The server's health, readiness, models and documentation." },
        new() { Name = Collections, Description = "Create, read and delete collections of documents." },
        new() { Name = Documents, Description = "Write, read and delete the documents of a collection." },
        new() { Name = Search, Description = "Find passages in a collection, or rank given ones with both encoders." },
        new() { Name = Others, Description = "The APIs of OpenAI, Cohere, Jina and text-embeddings-inference." },
    };

    /// <param name="path">The route's path, without its first slash; a prefix of the application may precede it.</param>
    public static string Of(string path) => path[Math.Max(0, path.LastIndexOf("v1/", StringComparison.Ordinal))..] switch
    {
        _ when path.EndsWith("openapi/v1.json", StringComparison.Ordinal) => Server,
        _ when path.EndsWith("/search", StringComparison.Ordinal) => Search,
        var own when own.StartsWith("v1/collections", StringComparison.Ordinal) =>
            own.Contains("/documents", StringComparison.Ordinal) ? Documents : Collections,
        "v1/compare" => Search,
        "v1/health" or "v1/ready" or "v1/models" => Server,
        _ => Others,
    };
}
