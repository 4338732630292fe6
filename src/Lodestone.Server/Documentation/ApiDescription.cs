using Lodestone.Server.Hosting;
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

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = route =>
            route.HttpMethod != HttpMethods.Head && route.ActionDescriptor.EndpointMetadata.OfType<OurRoute>().Any();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Lodestone",
                Version = HealthRoutes.Version,
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
        options.AddOperationTransformer<Inputs>();
        options.AddOperationTransformer<Streams>();
        options.AddSchemaTransformer<OpenShapes>();
    });
}
