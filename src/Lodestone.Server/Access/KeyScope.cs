namespace Lodestone.Server;

/// <summary>The permissions of an API key; each scope includes those before it.</summary>
public enum KeyScope
{
    /// <summary>Allows to search, compare, embed, rerank, and read documents.</summary>
    Read,

    /// <summary>Also allows to write and delete documents.</summary>
    Write,

    /// <summary>Also allows to create and delete collections.</summary>
    Admin,
}

/// <summary>The names of the scopes.</summary>
public static class KeyScopes
{
    private static readonly string[] All = ["read", "write", "admin"];

    /// <summary>All names, from the narrowest scope to the widest.</summary>
    public static IReadOnlyList<string> Names => All;

    /// <summary>The name of a scope.</summary>
    /// <param name="scope">The scope.</param>
    public static string Name(KeyScope scope) => All[(int)scope];
}
