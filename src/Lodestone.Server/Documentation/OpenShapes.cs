using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lodestone.Server;

/// <summary>Shapes that no type says: values of several kinds.</summary>
internal sealed class OpenShapes : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        var property = context.JsonPropertyInfo?.Name;
        if (property == "metadata")
        {
            schema.Type = JsonSchemaType.Object;
            schema.AdditionalProperties = new OpenApiSchema { AnyOf = MetadataValues() };
        }
        else if (property == "rerank" && type == typeof(JsonElement?))
        {
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Boolean },
                await context.GetOrCreateSchemaAsync(typeof(RerankRequest), null, cancellationToken).ConfigureAwait(false),
            ];
        }
    }

    private static List<IOpenApiSchema> MetadataValues() =>
    [
        new OpenApiSchema { Type = JsonSchemaType.String },
        new OpenApiSchema { Type = JsonSchemaType.Number },
        new OpenApiSchema { Type = JsonSchemaType.Boolean },
        new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
    ];
}
