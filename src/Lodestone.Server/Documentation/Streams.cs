using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>Writes down which answers may be streams: the schema is that of one part, since OpenAPI 3.1 has none for the whole.</summary>
internal sealed class Streams : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var stream in context.Description.ActionDescriptor.EndpointMetadata.OfType<StreamMetadata>())
        {
            var parts = new List<IOpenApiSchema>();
            foreach (var part in stream.Parts)
                parts.Add(await context.AddShapeAsync(part, cancellationToken).ConfigureAwait(false));
            var answer = (OpenApiResponse)operation.Responses!["200"];
            answer.Content![stream.ContentType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Description = "One part of the stream.", OneOf = parts },
            };
        }
    }
}
