using System.Text.Json;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;
using Lodestone.Encoders;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Compare;
using Lodestone.Server.Compatibility;
using Lodestone.Server.Compatibility.OpenAi;
using Lodestone.Server.Compatibility.Rerank;
using Lodestone.Server.Compatibility.TextEmbeddings;
using Lodestone.Server.Documentation;
using Lodestone.Server.Documents;
using Lodestone.Server.Hosting;
using Lodestone.Server.Models;
using Lodestone.Server.Pages;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Lodestone.Server;

/// <summary>Registers the services of Lodestone's routes.</summary>
public static class LodestoneServerServices
{
    /// <summary>
    /// Adds the services of <see cref="MapLodestone"/>: collections, and the <see cref="ModelPool"/> that they share. The
    /// options are validated when the application starts; models are loaded from then on, and collections are opened at their first use.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options. Default: the values of <see cref="ServerOptions"/>.</param>
    /// <returns>The same services, for chaining.</returns>
    public static IServiceCollection AddLodestoneServer(this IServiceCollection services, Action<ServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ServerOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServerOptions>, ServerOptionsCheck>());
        services.TryAddSingleton<ModelPool>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AdmissionMetrics>();
        services.TryAddSingleton(CreateAdmission);
        services.TryAddSingleton<RequestAdmission>();
        services.TryAddSingleton<LodestoneExceptionHandler>();
        services.TryAddSingleton<EmbeddingRun>();
        services.TryAddSingleton<RankingRun>();
        services.TryAddSingleton<ServedModels>();
        services.TryAddSingleton<DataFolder>();
        services.TryAddSingleton<OpenCollections>();
        services.TryAddSingleton<ShutdownSignal>();
        services.TryAddSingleton<ModelFiles>();
        services.AddApiDescription();
        services.AddHostedService<ServerLifetime>();
        // Our shapes, for the OpenAPI document; an application's own come after them and remain unchanged.
        services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(json =>
        {
            JsonSerializerOptions[] all = [ContractsJson.Options, OpenAiJson.Options, CohereJson.Options, TeiJson.Options];
            foreach (var shapes in all)
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, shapes.TypeInfoResolver!);
        });
        return services;
    }

    private static AdmissionController CreateAdmission(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        return new AdmissionController(
            options.InteractiveTokens,
            options.BulkTokens,
            services.GetRequiredService<AdmissionMetrics>(),
            services.GetRequiredService<TimeProvider>());
    }

    /// <summary>
    /// Maps every route of the server: its own contract below <c>/v1</c>, its documentation, and the pages. Requires
    /// <see cref="AddLodestoneServer"/>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>A convention builder for all of the routes, for example for authorisation.</returns>
    public static IEndpointConventionBuilder MapLodestone(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var routes = endpoints.MapGroup("");
        RouteFilters.Add(routes);
        HealthRoutes.Map(routes);
        ModelRoutes.Map(routes);
        CollectionRoutes.Map(routes);
        DocumentRoutes.Map(routes);
        BatchRoutes.Map(routes);
        SearchRoutes.Map(routes);
        CompareRoutes.Map(routes);
        EmbeddingsRoutes.Map(routes);
        RankingRoutes.Map(routes);
        TeiRoutes.Map(routes);
        DocumentationRoutes.Map(routes);
        PageRoutes.Map(routes);
        UnknownRoutes.Map(routes);
        // Bodies are bounded where they are read. Over the host's limit a connection is reset while the client still sends, and the client
        // loses the response. Without that limit, the host reads and discards the rest of a refused body, for seconds at most.
        routes.WithMetadata(LodestoneEndpoint.Mark, new DisableRequestSizeLimitAttribute());
        IEndpointConventionBuilder conventions = routes;
        conventions.Add(AllowHead);
        conventions.Finally(RouteDescription.Complete);
        return routes;
    }

    // Every GET route answers HEAD too, which monitors and proxies send. The host omits the body.
    private static void AllowHead(EndpointBuilder endpoint)
    {
        var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault();
        if (methods is null || !methods.HttpMethods.Contains(HttpMethods.Get) || methods.HttpMethods.Contains(HttpMethods.Head))
            return;
        endpoint.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head], methods.AcceptCorsPreflight));
    }
}
