using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>The shapes of the OpenAPI document that no route's own signature has.</summary>
internal static class Shapes
{
    /// <summary>Writes a shape down under its type's name.</summary>
    /// <returns>A reference to it.</returns>
    public static async Task<OpenApiSchemaReference> AddShapeAsync(
        this OpenApiOperationTransformerContext context, Type type, CancellationToken cancellationToken)
    {
        context.Document!.AddComponent(
            type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken).ConfigureAwait(false));
        return new OpenApiSchemaReference(type.Name, context.Document);
    }
}
