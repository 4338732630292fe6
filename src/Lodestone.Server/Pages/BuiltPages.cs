namespace Lodestone.Server.Pages;

/// <summary>Where the built pages are, if nobody says.</summary>
internal static class BuiltPages
{
    // Where eng/web puts them in a work tree.
    private static readonly string InWorkTree = Path.Combine("artifacts", "web");

    /// <summary>The folder beside the program, or a work tree's that the program lies in; the former also when there is neither.</summary>
    public static string Find(string program)
    {
        var beside = Path.Combine(program, ServerDefaults.WebFolder);
        if (HasPages(beside))
            return beside;
        for (var at = new DirectoryInfo(program); at is not null; at = at.Parent)
        {
            if (HasPages(Path.Combine(at.FullName, InWorkTree)))
                return Path.Combine(at.FullName, InWorkTree);
        }

        return beside;
    }

    private static bool HasPages(string folder) => File.Exists(Path.Combine(folder, PageRoutes.Start));
}
