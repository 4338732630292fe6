namespace Lodestone.Server;

/// <summary>Metadata of a route: a parameter in its query, which it reads by itself so that a mistake is told like any other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
/// <param name="Description">What it means.</param>
internal sealed record QueryMetadata(string Name, Type Type, string Description);
