namespace Lodestone.Server;

/// <summary>The scopes' names, as people write them.</summary>
internal static class KeyScopes
{
    private static readonly string[] All = ["read", "write", "admin"];

    public static IReadOnlyList<string> Names => All;

    public static string Name(KeyScope scope) => All[(int)scope];
}
