namespace Lodestone.Server;

/// <summary>What is known of an API key; the key itself is kept nowhere.</summary>
/// <param name="Id">Names it in lists and when it is revoked.</param>
/// <param name="Name">What it was said to be for; null when that was not said.</param>
/// <param name="Scope">What it allows.</param>
/// <param name="Created">When it was made.</param>
public sealed record ApiKey(string Id, string? Name, KeyScope Scope, DateTimeOffset Created);
