using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Contracts;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests.Hostility;

/// <summary>A route as the server itself lists it, with what a request to it needs.</summary>
/// <param name="Method">One of its methods.</param>
/// <param name="Pattern">Its path, with parameters in braces.</param>
/// <param name="Body">The shape of the JSON that it takes; null when it takes none.</param>
/// <param name="HasOwnErrors">Whether its errors have another shape than ours.</param>
internal sealed record SweptRoute(string Method, string Pattern, JsonTypeInfo? Body, bool HasOwnErrors)
{
    /// <summary>A collection that hostile requests may change.</summary>
    public const string Victim = "victim";

    public bool TakesName => Pattern.Contains('{', StringComparison.Ordinal);

    /// <summary>The path with everything in it as a usual client has it.</summary>
    public string Path => Target(null);

    /// <summary>A body that the route takes; null when it takes none.</summary>
    public string? Sample => Body is null ? null : SampleOf(Body);

    // The routes that would take the victim away from all others.
    private string Collection =>
        (Method, Pattern) is ("DELETE", "/v1/collections/{name}") or (_, "/v1/collections/{name}/rename") ? "absent" : Victim;

    /// <summary>Every route of a server, by every method it has; those that take any method by GET.</summary>
    public static IReadOnlyList<SweptRoute> Of(LodestoneServer server) =>
    [
        .. server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(e =>
            (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new SweptRoute(
                method, "/" + e.RoutePattern.RawText!.TrimStart('/'), ShapeOf(e), e.Metadata.GetMetadata<IErrorShape>() is not null))),
    ];

    /// <summary>The path with a raw segment in the place of its last parameter; null leaves a usual one there.</summary>
    public string Target(string? segment)
    {
        var parts = Pattern.Split('/');
        var last = Array.FindLastIndex(parts, p => p.StartsWith('{'));
        return string.Join('/', parts.Select((part, i) => (part, i == last ? segment : null) switch
        {
            (_, { } given) => given,
            ("{name}", _) => Collection,
            ("{**path}", _) => Pattern.StartsWith("/models", StringComparison.Ordinal) ? "SHA256SUMS" : "index.html",
            ("{**id}", _) => "usual",
            _ => part.StartsWith('{') ? throw new InvalidOperationException($"'{part}' of {Pattern} is not known here") : part,
        }));
    }

    private static JsonTypeInfo? ShapeOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.OfType<BodyMetadata>().FirstOrDefault(b => b.ContentType == "application/json")?.Type is { } type
            ? OptionsOf(type).GetTypeInfo(type)
            : null;

    private static JsonSerializerOptions OptionsOf(Type type) => type.Namespace switch
    {
        "Lodestone.Contracts.OpenAi" => OpenAiJson.Options,
        "Lodestone.Contracts.Cohere" => CohereJson.Options,
        "Lodestone.Contracts.Tei" => TeiJson.Options,
        _ => ContractsJson.Options,
    };

    /// <summary>An object with what it must have, some field replaced or added.</summary>
    public static string SampleOf(JsonTypeInfo shape, string? field = null, string? value = null)
    {
        var fields = shape.Properties.Where(p => p.IsRequired || p.Name is "id" or "ids").ToDictionary(p => p.Name, Usual);
        if (field is not null)
            fields[field] = value!;
        return "{" + string.Join(',', fields.Select(f => $"{JsonSerializer.Serialize(f.Key)}:{f.Value}")) + "}";
    }

    private static string Usual(JsonPropertyInfo property)
    {
        var info = property.Options.GetTypeInfo(property.PropertyType);
        return info switch
        {
            { Kind: JsonTypeInfoKind.Object } => SampleOf(info),
            { ElementType: { } element } when property.Options.GetTypeInfo(element) is { Kind: JsonTypeInfoKind.Object } of =>
                $"[{SampleOf(of)}]",
            { Kind: JsonTypeInfoKind.Enumerable } => "[\"usual\"]",
            _ when info.Type == typeof(int) => "1",
            _ => "\"usual\"",
        };
    }
}
