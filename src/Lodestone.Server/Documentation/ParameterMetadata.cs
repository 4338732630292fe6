using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>Metadata of a route: a parameter of its address, which it reads by itself so that a mistake is told like any other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">In the path, or in the query.</param>
/// <param name="Type">What it is.</param>
/// <param name="Description">What it means.</param>
internal sealed record ParameterMetadata(string Name, ParameterLocation Place, Type Type, string Description);
