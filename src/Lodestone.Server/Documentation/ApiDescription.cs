using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>How the OpenAPI document is made of the routes: only of ours, and the same wherever the server listens.</summary>
internal static class ApiDescription
{
    /// <summary>What an application that has documents of its own must not call one.</summary>
    public const string Name = "lodestone";

    public const string KeyScheme = "key";

    /// <summary>The version of the program, without what the build adds to it.</summary>
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
                Description = "Two-stage semantic search: a bi-encoder and BM25 find passages, a cross-encoder reads the best again.",
            };
            document.Servers = [];
            // The framework's list has the names of the host and of the classes that the routes are in.
            document.Tags = OpenApiTags.All;
            (document.Components ??= new OpenApiComponents()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "A key made with `lodestone keys add`. Needed once the server has any.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer<RouteTransformer>();
        options.AddSchemaTransformer<SchemaTransformer>();
    });
}

/// <summary>The chapters of the OpenAPI document, and which route is in which.</summary>
internal static class OpenApiTags
{
    private const string Search = "Search";
    private const string Collections = "Collections";
    private const string Documents = "Documents";
    private const string Others = "Shapes of others";
    private const string Server = "Server";

    /// <summary>In the order they are read.</summary>
    public static ISet<OpenApiTag> All => new HashSet<OpenApiTag>
    {
        new() { Name = Server, Description = "Whether the server runs, with which models, and what it answers to." },
        new() { Name = Collections, Description = "Make, look at and delete collections of documents." },
        new() { Name = Documents, Description = "Write, read and delete the documents of a collection." },
        new() { Name = Search, Description = "Find passages in a collection, or rank given ones with both encoders." },
        new() { Name = Others, Description = "What clients of OpenAI, Cohere, Jina and text-embeddings-inference send and expect." },
    };

    /// <param name="path">The route's path, without its first slash.</param>
    public static string Of(string path) => path switch
    {
        _ when path.EndsWith("/search", StringComparison.Ordinal) => Search,
        _ when path.StartsWith("v1/collections", StringComparison.Ordinal) =>
            path.Contains("/documents", StringComparison.Ordinal) ? Documents : Collections,
        "v1/compare" => Search,
        "v1/health" or "v1/ready" or "v1/models" or "openapi/v1.json" => Server,
        _ => Others,
    };
}
