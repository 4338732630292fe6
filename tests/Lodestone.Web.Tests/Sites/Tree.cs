namespace Lodestone.Web.Tests.Sites;

/// <summary>The repository's own files, and what eng/web makes of them.</summary>
internal static class Tree
{
    public static string Root { get; } = FindRoot();

    public static string Web => Path.Combine(Root, "artifacts", "web");

    public static string StaticWeb => Path.Combine(Root, "artifacts", "web-static");

    public static string Screenshots => Path.Combine(Root, "artifacts", "screenshots");

    public static string Sample(params string[] path) => Path.Combine([Root, "samples", "help-centre", .. path]);

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
