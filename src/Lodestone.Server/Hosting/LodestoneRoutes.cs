using Lodestone.Server.Collections;
using Lodestone.Server.Compare;
using Lodestone.Server.Compatibility.OpenAi;
using Lodestone.Server.Compatibility.Rerank;
using Lodestone.Server.Compatibility.TextEmbeddings;
using Lodestone.Server.Documentation;
using Lodestone.Server.Documents;
using Lodestone.Server.Models;
using Lodestone.Server.Pages;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server;

/// <summary>Adds Lodestone's routes to an application.</summary>
public static class LodestoneRoutes
{
    /// <summary>
    /// Maps every route of the server: its own contract below <c>/v1</c>, its documentation, and the pages. Requires
    /// <see cref="LodestoneServerServices.AddLodestoneServer"/>.
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
