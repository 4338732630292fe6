namespace Lodestone.Server.Tests;

/// <summary>The repository's own files.</summary>
internal static class Tree
{
    public static string Root { get; } = FindRoot();

    public static string TinyModel(string name) => Path.Combine(Root, "fixtures", "tiny-models", name);

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Lodestone.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("Lodestone.slnx is in no folder above the tests.");
    }
}
