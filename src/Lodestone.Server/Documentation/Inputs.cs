using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lodestone.Server;

/// <summary>Writes down what routes take that the framework does not bind for them.</summary>
internal sealed class Inputs : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var query in metadata.OfType<QueryMetadata>())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = query.Name,
                In = ParameterLocation.Query,
                Description = query.Description,
                Schema = await context.GetOrCreateSchemaAsync(query.Type, null, cancellationToken).ConfigureAwait(false),
            });
        }

        foreach (var body in metadata.OfType<BodyMetadata>())
        {
            var request = operation.RequestBody as OpenApiRequestBody ?? new OpenApiRequestBody { Required = !body.IsOptional };
            operation.RequestBody = request;
            var schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken).ConfigureAwait(false);
            context.Document!.AddComponent(body.Type.Name, schema);
            (request.Content ??= new Dictionary<string, OpenApiMediaType>())[body.ContentType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(body.Type.Name, context.Document),
            };
        }
    }
}
