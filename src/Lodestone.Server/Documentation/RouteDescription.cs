using Lodestone.Server.Documents;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>What the OpenAPI document says of a route.</summary>
internal static class RouteDescription
{
    /// <summary>In a few words, and in sentences.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string summary, string description) =>
        route.WithSummary(summary).WithDescription(description);

    /// <summary>What it takes.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, bool optional = false)
        where T : notnull =>
        route.WithMetadata(new BodyMetadata(typeof(T), "application/json", optional));

    /// <summary>What it takes line by line, any number of it.</summary>
    public static RouteHandlerBuilder TakesLines<T>(this RouteHandlerBuilder route)
        where T : notnull =>
        route.WithMetadata(new BodyMetadata(typeof(T), Upload.ContentType, false));

    /// <summary>What it gives.</summary>
    public static RouteHandlerBuilder Answers<T>(
        this RouteHandlerBuilder route, int status = StatusCodes.Status200OK, string contentType = "application/json") =>
        route.Produces<T>(status, contentType);

    /// <summary>What the parts are of which its answer may be a stream.</summary>
    public static RouteHandlerBuilder Streams(this RouteHandlerBuilder route, string contentType, params Type[] parts) =>
        route.WithMetadata(new StreamMetadata(contentType, parts));

    /// <summary>With which statuses it fails.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<Problem>(status, Problem.ContentType);
        return route;
    }

    /// <summary>With which status a guard before it fails in its place: in the shape of its own failures.</summary>
    public static void FailsToo(this EndpointBuilder endpoint, int status)
    {
        var own = endpoint.Metadata.OfType<IErrorShape>().Any()
            ? endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().First(r => r.StatusCode >= StatusCodes.Status400BadRequest)
            : new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]);
        endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, own.Type, [.. own.ContentTypes]));
    }

    /// <summary>That it takes a parameter in its query.</summary>
    public static RouteHandlerBuilder TakesQuery<T>(this RouteHandlerBuilder route, string name, string description) =>
        route.WithMetadata(new ParameterMetadata(name, ParameterLocation.Query, typeof(T), description));

    /// <summary>That the rest of its path is a document's id.</summary>
    public static RouteHandlerBuilder TakesId(this RouteHandlerBuilder route) => route.WithMetadata(new ParameterMetadata(
        "id", ParameterLocation.Path, typeof(string),
        "The document's id, percent-encoded. Slashes in it may stand as they are, or as %2F. No part of it may be '.' or '..'."));
}
