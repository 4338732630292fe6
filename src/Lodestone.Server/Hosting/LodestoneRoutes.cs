using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Compare;
using Lodestone.Server.Compatibility;
using Lodestone.Server.Documentation;
using Lodestone.Server.Documents;
using Lodestone.Server.Errors;
using Lodestone.Server.Hosting;
using Lodestone.Server.Models;
using Lodestone.Server.Pages;
using Lodestone.Server.Search;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server;

/// <summary>Adds Lodestone's routes to an application.</summary>
public static class LodestoneRoutes
{
    /// <summary>
    /// Maps every route of the server: its own contract below <c>/v1</c>, its documentation, and the pages. Needs
    /// <see cref="LodestoneServerServices.AddLodestoneServer"/>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>All of the routes, for conventions such as authorisation.</returns>
    public static IEndpointConventionBuilder MapLodestone(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var routes = endpoints.MapGroup("");
        HealthRoutes.Map(routes);
        ModelRoutes.Map(routes);
        CollectionRoutes.Map(routes);
        DocumentRoutes.Map(routes);
        BatchRoutes.Map(routes);
        SearchRoutes.Map(routes);
        CompareRoutes.Map(routes);
        CompatibilityRoutes.Map(routes);
        DocumentationRoutes.Map(routes);
        PageRoutes.Map(routes);
        UnknownRoutes.Map(routes);
        routes.WithMetadata(OurRoute.Mark, UnlimitedBody.Mark);
        ((IEndpointConventionBuilder)routes).Add(HeadRequests.Allow);

        // Round the whole of an endpoint, binding included, and round no route of the application's own.
        ((IEndpointConventionBuilder)routes).Finally(endpoint =>
            endpoint.RequestDelegate = RequestLog.Around(ErrorHandling.Around(
                TargetGuard.Around(endpoint, QueryGuard.Around(endpoint, AdmissionGuard.Around(endpoint.RequestDelegate!))))));
        return routes;
    }
}
