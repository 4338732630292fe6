namespace Lodestone.Server.Documentation;

/// <summary>Metadata of a route: what its body is.</summary>
/// <remarks>
/// Not the framework's own: by that it chooses among routes, and a body of another type would end up at the route for what is not known.
/// </remarks>
/// <param name="Type">The shape.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record BodyMetadata(Type Type, string ContentType, bool IsOptional);
