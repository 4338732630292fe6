using System.ComponentModel;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>Adds facts that the generator cannot see in a type: values of several kinds, and numbers that are never strings.</summary>
internal sealed class SchemaTransformer : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is { } kinds && (kinds & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            schema.Type = kinds & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        // Documentation comments come as XML.
        schema.Description = WebUtility.HtmlDecode(schema.Description);
        if (context.JsonPropertyInfo is not { } property)
            return;
        schema.Description ??= property.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), false)
            .OfType<DescriptionAttribute>().FirstOrDefault()?.Description;
        if (property.AttributeProvider?.GetCustomAttributes(typeof(JsonConverterAttribute), false)
            is [JsonConverterAttribute { ConverterType: { } converter }] && converter == typeof(NumberAsTextConverter))
        {
            schema.Type = JsonSchemaType.Null | JsonSchemaType.String | JsonSchemaType.Number;
        }
        else if (property.Name == "metadata")
        {
            schema.Type = JsonSchemaType.Object;
            var isRequest = property.PropertyType == typeof(JsonElement?);
            schema.AdditionalProperties = new OpenApiSchema { AnyOf = MetadataValues(isRequest) };
        }
        else if (property.PropertyType == typeof(MetadataValue))
        {
            schema.AnyOf = PlainValues();
        }
        else if (property.PropertyType == typeof(IReadOnlyList<JsonElement>))
        {
            schema.Items = new OpenApiSchema { AnyOf = PlainValues() };
        }
        else if (property.Name == "rerank" && property.PropertyType == typeof(JsonElement?))
        {
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Boolean },
                await context.GetOrCreateSchemaAsync(typeof(RerankRequest), null, cancellationToken).ConfigureAwait(false),
            ];
        }
    }

    private static List<IOpenApiSchema> PlainValues() =>
    [
        new OpenApiSchema { Type = JsonSchemaType.String },
        new OpenApiSchema { Type = JsonSchemaType.Number },
        new OpenApiSchema { Type = JsonSchemaType.Boolean },
    ];

    private static List<IOpenApiSchema> MetadataValues(bool isRequest) =>
    [
        .. PlainValues(),
        new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        // Responses have these fields under their full names.
        .. isRequest ? [new OpenApiSchema { Type = JsonSchemaType.Object }] : Array.Empty<OpenApiSchema>(),
    ];
}
