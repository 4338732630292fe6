namespace Lodestone.Server;

/// <summary>Metadata of an endpoint whose page needs another content security policy than the server's.</summary>
internal sealed record ContentPolicy(string Value);
