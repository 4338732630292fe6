using Lodestone.Server.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>Describes the bodies and responses that the framework does not bind, and sorts the routes.</summary>
internal sealed class RouteTransformer : IOpenApiOperationTransformer
{
    private const string CollectionName =
        "The collection's name: a to z, 0 to 9, '.', '_' and '-', 64 at most, beginning with a letter or digit.";

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Tags = new HashSet<OpenApiTagReference> { new(OpenApiTags.Of(context.Description.RelativePath ?? ""), context.Document) };
        foreach (var name in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.Name == "name"))
            name.Description = CollectionName;
        foreach (var parameter in metadata.OfType<ParameterMetadata>())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.Place,
                Required = parameter.Place == ParameterLocation.Path || parameter.IsRequired,
                Description = parameter.Description,
                Schema = await context.GetOrCreateSchemaAsync(parameter.Type, null, cancellationToken).ConfigureAwait(false),
            });
        }

        foreach (var body in metadata.OfType<BodyMetadata>())
        {
            var request = operation.RequestBody as OpenApiRequestBody ?? new OpenApiRequestBody { Required = !body.IsOptional };
            operation.RequestBody = request;
            (request.Content ??= new Dictionary<string, OpenApiMediaType>())[body.ContentType] = new OpenApiMediaType
            {
                Schema = body.Type == typeof(Stream)
                    ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }
                    : await AddShapeAsync(context, body.Type, cancellationToken).ConfigureAwait(false),
            };
        }

        // OpenAPI 3.1 has no schema for a whole stream, so the schema is that of one part.
        foreach (var stream in metadata.OfType<StreamMetadata>())
        {
            var parts = new List<IOpenApiSchema>();
            foreach (var part in stream.Parts)
                parts.Add(await AddShapeAsync(context, part, cancellationToken).ConfigureAwait(false));
            var answers = operation.Responses ??= [];
            // A route may answer with nothing but a stream.
            if (!answers.TryGetValue("200", out var found))
                answers["200"] = found = new OpenApiResponse { Description = "OK", Content = new Dictionary<string, OpenApiMediaType>() };
            found.Content![stream.ContentType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Description = "One part of the stream.", OneOf = parts },
            };
        }

        // Statuses that filters add to a route come after its own.
        var responses = (operation.Responses ?? []).OrderBy(r => r.Key, StringComparer.Ordinal).ToArray();
        operation.Responses = [];
        foreach (var (status, response) in responses)
            operation.Responses.Add(status, response);

        // Where the server has no keys, none is needed.
        if (metadata.OfType<RequiredScope>().LastOrDefault() is not { Scope: null })
        {
            var key = new OpenApiSecuritySchemeReference(ApiDescription.KeyScheme, context.Document);
            operation.Security = [new OpenApiSecurityRequirement(), new OpenApiSecurityRequirement { [key] = [] }];
        }
    }

    // Registers the shape under its type's name, and returns a reference to it.
    private static async Task<OpenApiSchemaReference> AddShapeAsync(
        OpenApiOperationTransformerContext context, Type type, CancellationToken cancellationToken)
    {
        context.Document!.AddComponent(
            type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken).ConfigureAwait(false));
        return new OpenApiSchemaReference(type.Name, context.Document);
    }
}
