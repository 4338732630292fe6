namespace Lodestone.Benchmarks;

/// <summary>A request of somebody who waits for its answer.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Route">Where.</param>
/// <param name="Body">With what.</param>
internal sealed record LoadRequest(string Kind, string Route, byte[] Body);
