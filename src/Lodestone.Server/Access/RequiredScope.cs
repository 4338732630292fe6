namespace Lodestone.Server;

/// <summary>Metadata of an endpoint: what a key has to allow for it. Without it a key has to allow everything.</summary>
/// <param name="Scope">The scope; null when no key is needed.</param>
internal sealed record RequiredScope(KeyScope? Scope)
{
    /// <summary>Needs no key: it tells nothing that is not public.</summary>
    public static readonly RequiredScope None = new((KeyScope?)null);

    public static readonly RequiredScope Read = new(KeyScope.Read);

    public static readonly RequiredScope Write = new(KeyScope.Write);

    public static readonly RequiredScope Admin = new(KeyScope.Admin);
}
