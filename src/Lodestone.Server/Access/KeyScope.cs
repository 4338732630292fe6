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
public static class KeyScopes
{
    private static readonly string[] All = ["read", "write", "admin"];

    /// <summary>All names, from the scope that allows least to the one that allows most.</summary>
    public static IReadOnlyList<string> Names => All;

    /// <summary>The name of a scope.</summary>
    /// <param name="scope">The scope.</param>
    public static string Name(KeyScope scope) => All[(int)scope];
}
