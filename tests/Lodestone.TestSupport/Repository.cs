namespace Lodestone.TestSupport;

/// <summary>The repository's own files.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files under fixtures/, which tests bring with them.</summary>
    public static string Fixtures => Path.Combine(Root, "fixtures");

    /// <summary>The path of a file or folder, from the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Lodestone.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds Lodestone.slnx.");
    }
}
