namespace Lodestone.Benchmarks;

/// <summary>An interactive request.</summary>
/// <param name="Kind">The kind of request.</param>
/// <param name="Route">The route.</param>
/// <param name="Body">The body.</param>
internal sealed record LoadRequest(string Kind, string Route, byte[] Body);
