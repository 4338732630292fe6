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

    /// <summary>A file of the shared material: LODESTONE_SHARED, or the folder 'shared' beside the repository.</summary>
    /// <remarks>Where the material is absent the test is skipped, except in CI; a file that it lacks is a failure.</remarks>
    public static string Shared(params ReadOnlySpan<string> path)
    {
        var folder = Environment.GetEnvironmentVariable("LODESTONE_SHARED") ?? Path.Combine(Root, "..", "shared");
        if (!Directory.Exists(folder) && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("The shared material is not beside the repository. Set LODESTONE_SHARED to its folder to run this test.");
        var file = Path.Combine([folder, .. path]);
        Assert.True(File.Exists(file) || Directory.Exists(file), $"The shared material has no '{Path.Combine(path)}'.");
        return file;
    }

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
