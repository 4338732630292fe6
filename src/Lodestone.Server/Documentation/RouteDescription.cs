using Lodestone.Server.Access;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>The parts of a route's OpenAPI description that the framework has no method for.</summary>
/// <remarks>
/// Routes read bodies and ids themselves, so that a mistake in one has the same kind of error as any other. The framework binds neither,
/// so it would describe neither.
/// </remarks>
internal static class RouteDescription
{
    private const string Json = "application/json";

    /// <summary>Sets the summary and the description.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string summary, string description) =>
        route.WithSummary(summary).WithDescription(description);

    /// <summary>Declares the JSON value of the body.</summary>
    /// <remarks>
    /// Not the framework's own metadata: the framework selects routes by that, so a body of another type would reach the fallback route for
    /// unknown addresses.
    /// </remarks>
    public static RouteHandlerBuilder Accepts<T>(this RouteHandlerBuilder route, bool isOptional = false)
        where T : notnull =>
        route.WithMetadata(new BodyMetadata(typeof(T), Json, isOptional));

    /// <summary>Declares that the body may also be JSON Lines.</summary>
    public static RouteHandlerBuilder AcceptsLines<T>(this RouteHandlerBuilder route, string contentType)
        where T : notnull =>
        route.WithMetadata(new BodyMetadata(typeof(T), contentType, false), new AcceptsLinesMetadata(contentType));

    /// <summary>Declares a parameter of the query string.</summary>
    public static RouteHandlerBuilder AcceptsQuery<T>(
        this RouteHandlerBuilder route, string name, string description, bool isRequired = false) =>
        route.WithMetadata(new ParameterMetadata(name, ParameterLocation.Query, typeof(T), description) { IsRequired = isRequired });

    /// <summary>Declares that the rest of the path is a document's id.</summary>
    public static RouteHandlerBuilder AcceptsId(this RouteHandlerBuilder route) => route.WithMetadata(new ParameterMetadata(
        "id", ParameterLocation.Path, typeof(string),
        "The document's id, percent-encoded. A slash in it is accepted unencoded or as %2F. No segment of it may be '.' or '..'."));

    /// <summary>Declares the parts of a streamed response.</summary>
    public static RouteHandlerBuilder ProducesStream(this RouteHandlerBuilder route, string contentType, params Type[] parts) =>
        route.WithMetadata(new StreamMetadata(contentType, parts));

    /// <summary>Declares the statuses of the route's problems.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<Problem>(status, Problem.ContentType);
        return route;
    }

    /// <summary>Declares the statuses of the route's errors, and their shape.</summary>
    public static RouteHandlerBuilder ProducesErrors<T>(this RouteHandlerBuilder route, IErrorShape shape, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<T>(status, Json);
        return route.WithMetadata(shape);
    }

    /// <summary>Marks a route of the HTTP contract, and adds the statuses of filters and of authorisation.</summary>
    public static void Complete(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IExcludeFromDescriptionMetadata>().Any(m => m.ExcludeFromDescription))
            return;
        endpoint.Metadata.Add(ContractRoute.Mark);
        if (endpoint.Metadata.OfType<RequiredScope>().LastOrDefault() is { Scope: not null })
        {
            AddError(endpoint, StatusCodes.Status401Unauthorized);
            AddError(endpoint, StatusCodes.Status403Forbidden);
        }

        if (!Has(endpoint, StatusCodes.Status400BadRequest) && !Has(endpoint, StatusCodes.Status422UnprocessableEntity))
            AddError(endpoint, StatusCodes.Status422UnprocessableEntity);
        if (!Has(endpoint, StatusCodes.Status400BadRequest))
            AddError(endpoint, StatusCodes.Status400BadRequest);
    }

    private static bool Has(EndpointBuilder endpoint, int status) =>
        endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(r => r.StatusCode == status);

    // In the shape of the route's own errors.
    private static void AddError(EndpointBuilder endpoint, int status)
    {
        var own = endpoint.Metadata.OfType<IErrorShape>().Any()
            ? endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().First(r => r.StatusCode >= StatusCodes.Status400BadRequest)
            : new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]);
        endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, own.Type, [.. own.ContentTypes]));
    }
}

/// <summary>Metadata of every route of the server, which distinguishes it from an application's own routes.</summary>
internal sealed class LodestoneEndpoint
{
    public static LodestoneEndpoint Mark { get; } = new();
}

/// <summary>Metadata of the routes of the HTTP contract, which the OpenAPI document describes; pages do not have it.</summary>
internal sealed class ContractRoute
{
    public static ContractRoute Mark { get; } = new();
}

/// <summary>Metadata of a route: its body.</summary>
/// <param name="Type">The shape.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="IsOptional">Whether the body may be omitted.</param>
internal sealed record BodyMetadata(Type Type, string ContentType, bool IsOptional);

/// <summary>Metadata of a route: a parameter of its address that the framework does not bind.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">In the path, or in the query.</param>
/// <param name="Type">Its type.</param>
/// <param name="Description">Its meaning.</param>
internal sealed record ParameterMetadata(string Name, ParameterLocation Place, Type Type, string Description)
{
    /// <summary>Whether a query must have it; a path always does.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>Metadata of a route: its response may be a stream, each part of which is one JSON value.</summary>
/// <param name="ContentType">The content type.</param>
/// <param name="Parts">The shapes of a part.</param>
internal sealed record StreamMetadata(string ContentType, IReadOnlyList<Type> Parts);
