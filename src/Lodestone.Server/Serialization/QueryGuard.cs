using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Lodestone.Server.Serialization;

/// <summary>Refuses parameters in an address that the route does not take, which it would leave out in silence.</summary>
internal static class QueryGuard
{
    /// <summary>Around the routes of the contract, which are those that are described; pages may be asked for with anything.</summary>
    public static RequestDelegate Around(EndpointBuilder route, RequestDelegate endpoint)
    {
        if (route.Metadata.OfType<IExcludeFromDescriptionMetadata>().Any(m => m.ExcludeFromDescription))
            return endpoint;
        if (!route.Metadata.OfType<IProducesResponseTypeMetadata>().Any(r => r.StatusCode is 400 or 422))
            route.FailsToo(StatusCodes.Status422UnprocessableEntity);
        string[] known = [.. route.Metadata.OfType<ParameterMetadata>().Where(p => p.Place == ParameterLocation.Query).Select(p => p.Name)];
        return context =>
        {
            Check(context.Request.Query, known);
            return endpoint(context);
        };
    }

    /// <exception cref="RequestException">A parameter is not known, or there more than once.</exception>
    private static void Check(IQueryCollection query, string[] known)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                throw Unknown(FieldRule.Short(name), known);
            if (values.Count > 1)
                throw RequestShape.Mistake(name, $"'{name}' is there {values.Count} times. Give it once.");
        }
    }

    private static RequestException Unknown(string name, string[] known) => new(Problem.Of(
        "unknown-field", StatusCodes.Status422UnprocessableEntity, "A parameter is not known",
        known.Length > 0
            ? $"'{name}' is not a parameter here; known are {string.Join(", ", known)}."
            : $"'{name}' is not a parameter here; this route takes none. A '?' that belongs to the path is written %3F.") with
    {
        Field = name,
        Known = known.Length > 0 ? known : null,
    });
}
