namespace Lodestone.Server;

/// <summary>That the server is there.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
/// <param name="Version">The server's version.</param>
internal sealed record HealthAnswer(string Status, string Version);
