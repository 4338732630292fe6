using System.Text.Json;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;
using Lodestone.Encoders;
using Lodestone.Hosting;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Compare;
using Lodestone.Server.Compatibility;
using Lodestone.Server.Compatibility.OpenAi;
using Lodestone.Server.Compatibility.Rerank;
using Lodestone.Server.Compatibility.TextEmbeddings;
using Lodestone.Server.Copies;
using Lodestone.Server.Documentation;
using Lodestone.Server.Documents;
using Lodestone.Server.Hosting;
using Lodestone.Server.Models;
using Lodestone.Server.Pages;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Search;
using Lodestone.Server.Telemetry;
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
        services.AddLodestoneCollections();
        services.TryAddSingleton<OpenCollections>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICollectionSource, ServedCollections>());
        services.TryAddSingleton<ShutdownSignal>();
        services.TryAddSingleton<BackupDownload>();
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

    /// <summary>Maps the HTTP API, and nothing else. Requires <see cref="AddLodestoneServer"/>.</summary>
    /// <remarks>
    /// <para>
    /// The application's guards apply: no authentication scheme, policy, exception handler or fallback is added, and the file of API keys
    /// is not read. Call <c>RequireAuthorization</c> on the result where not every caller may read and write all collections. Requests that
    /// write and come from a page of another origin are refused unless <see cref="ServerOptions.CorsOrigins"/> has the origin.
    /// </para>
    /// <para>
    /// The routes serve the collections of <see cref="ServerOptions.DataFolder"/> and those that <c>AddLodestone</c> added by name;
    /// <see cref="LodestoneCollections"/> returns the same objects to the application's own code.
    /// </para>
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path that precedes the routes, such as <c>/search</c>. Default: the root.</param>
    /// <returns>A convention builder for all of the routes, for example for authorisation.</returns>
    public static IEndpointConventionBuilder MapLodestone(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        var routes = Group(endpoints, prefix);
        HealthRoutes.Map(routes);
        ModelRoutes.Map(routes);
        CollectionRoutes.Map(routes);
        ChangeRoutes.Map(routes);
        DocumentRoutes.Map(routes);
        BatchRoutes.Map(routes);
        FileRoutes.Map(routes);
        CopyRoutes.Map(routes);
        SearchRoutes.Map(routes);
        FacetRoutes.Map(routes);
        CompareRoutes.Map(routes);
        EmbeddingsRoutes.Map(routes);
        RankingRoutes.Map(routes);
        TeiRoutes.Map(routes);
        return routes;
    }

    /// <summary>Maps the OpenAPI document of the API, <c>/openapi/v1.json</c>, and the page that shows it, <c>/reference</c>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path that precedes the two; needed beside a document of the application. Default: the root.</param>
    /// <returns>A convention builder for these routes.</returns>
    public static IEndpointConventionBuilder MapLodestoneReference(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        var routes = Group(endpoints, prefix);
        DocumentationRoutes.Map(routes);
        return routes;
    }

    /// <summary>Maps the pages of the demo at the root, after every other route, with the models that run in them.</summary>
    /// <remarks>The pages call the API at the root, so they need <see cref="MapLodestone"/> without a prefix.</remarks>
    /// <param name="endpoints">The application.</param>
    /// <returns>A convention builder for these routes.</returns>
    public static IEndpointConventionBuilder MapLodestonePages(this IEndpointRouteBuilder endpoints)
    {
        var routes = Group(endpoints, "");
        PageRoutes.Map(routes);
        return routes;
    }

    /// <summary>Maps the metrics of Lodestone, in the text format of Prometheus.</summary>
    /// <remarks>
    /// The route collects them itself: OpenTelemetry need not be added to the application, and is not changed. An application that exports
    /// metrics with OpenTelemetry adds the meters <c>Lodestone</c> and <c>Lodestone.Server</c> there instead. No metric has the text of a
    /// query or of a document.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path of the route. Default: <c>/metrics</c>.</param>
    /// <returns>A convention builder for the route, for example for authorisation.</returns>
    public static IEndpointConventionBuilder MapLodestoneMetrics(
        this IEndpointRouteBuilder endpoints, string path = LodestoneTelemetry.MetricsPath)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        InvalidArgumentException.ThrowIfBlank(path);
        return LodestoneTelemetry.MapOwn(endpoints, path);
    }

    /// <summary>Maps an answer for every address that no route has, in the shape of the API's errors.</summary>
    internal static IEndpointConventionBuilder MapUnknown(this IEndpointRouteBuilder endpoints)
    {
        var routes = Group(endpoints, "");
        UnknownRoutes.Map(routes);
        return routes;
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder endpoints, string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var routes = endpoints.MapGroup(prefix);
        RouteFilters.Add(routes);
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
