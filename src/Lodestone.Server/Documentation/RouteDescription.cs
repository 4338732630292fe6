using Lodestone.Server.Access;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>What the OpenAPI document says of a route, where the framework has no word for it.</summary>
/// <remarks>
/// Routes read their bodies and ids by themselves, so that a mistake in one is told like any other; the framework, which binds neither,
/// would describe neither.
/// </remarks>
internal static class RouteDescription
{
    private const string Json = "application/json";

    /// <summary>In a few words, and in sentences.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string summary, string description) =>
        route.WithSummary(summary).WithDescription(description);

    /// <summary>The JSON value that is its body.</summary>
    /// <remarks>
    /// Not the framework's own metadata: by that it chooses among routes, and a body of another type would end up at the route for what is
    /// not known.
    /// </remarks>
    public static RouteHandlerBuilder Accepts<T>(this RouteHandlerBuilder route, bool isOptional = false)
        where T : notnull =>
        route.WithMetadata(new BodyMetadata(typeof(T), Json, isOptional));

    /// <summary>The JSON values that it accepts too, one a line, any number of them.</summary>
    public static RouteHandlerBuilder AcceptsLines<T>(this RouteHandlerBuilder route, string contentType)
        where T : notnull =>
        route.WithMetadata(new BodyMetadata(typeof(T), contentType, false), new AcceptsLinesMetadata(contentType));

    /// <summary>A parameter of its query.</summary>
    public static RouteHandlerBuilder AcceptsQuery<T>(this RouteHandlerBuilder route, string name, string description) =>
        route.WithMetadata(new ParameterMetadata(name, ParameterLocation.Query, typeof(T), description));

    /// <summary>That the rest of its path is a document's id.</summary>
    public static RouteHandlerBuilder AcceptsId(this RouteHandlerBuilder route) => route.WithMetadata(new ParameterMetadata(
        "id", ParameterLocation.Path, typeof(string),
        "The document's id, percent-encoded. Slashes in it may stand as they are, or as %2F. No part of it may be '.' or '..'."));

    /// <summary>The parts of which its response may be a stream.</summary>
    public static RouteHandlerBuilder ProducesStream(this RouteHandlerBuilder route, string contentType, params Type[] parts) =>
        route.WithMetadata(new StreamMetadata(contentType, parts));

    /// <summary>The statuses of its problems.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<Problem>(status, Problem.ContentType);
        return route;
    }

    /// <summary>The statuses of its errors, and the shape that its clients expect them in.</summary>
    public static RouteHandlerBuilder ProducesErrors<T>(this RouteHandlerBuilder route, IErrorShape shape, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<T>(status, Json);
        return route.WithMetadata(shape);
    }

    /// <summary>Marks a route of the contract, and adds the statuses that filters and authorisation answer with in its place.</summary>
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

/// <summary>Metadata of every route of the server, by which they are told from an application's own.</summary>
internal sealed class LodestoneEndpoint
{
    public static LodestoneEndpoint Mark { get; } = new();
}

/// <summary>Metadata of the routes of the contract, which are those that the OpenAPI document describes; pages are not.</summary>
internal sealed class ContractRoute
{
    public static ContractRoute Mark { get; } = new();
}

/// <summary>Metadata of a route: what its body is.</summary>
/// <param name="Type">The shape.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record BodyMetadata(Type Type, string ContentType, bool IsOptional);

/// <summary>Metadata of a route: a parameter of its address, which it reads by itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">In the path, or in the query.</param>
/// <param name="Type">What it is.</param>
/// <param name="Description">What it means.</param>
internal sealed record ParameterMetadata(string Name, ParameterLocation Place, Type Type, string Description);

/// <summary>Metadata of a route: that its response may be a stream, each part of which is one JSON value.</summary>
/// <param name="ContentType">The content type.</param>
/// <param name="Parts">The shapes a part may have.</param>
internal sealed record StreamMetadata(string ContentType, IReadOnlyList<Type> Parts);
