namespace Lodestone.Server;

/// <summary>What an API key allows; each scope allows what those before it do.</summary>
public enum KeyScope
{
    /// <summary>Search, compare, embed, rerank, and read documents.</summary>
    Read,

    /// <summary>Write and delete documents too.</summary>
    Write,

    /// <summary>Make and delete collections too.</summary>
    Admin,
}

/// <summary>The scopes' names, as people write them.</summary>
internal static class KeyScopes
{
    private static readonly string[] All = ["read", "write", "admin"];

    public static IReadOnlyList<string> Names => All;

    public static string Name(KeyScope scope) => All[(int)scope];
}
