namespace Lodestone.Ingestion.Listing;

/// <summary>Decides whether a link to a file leads to where the caller did not ask for.</summary>
/// <remarks>
/// A folder may come from somebody else, such as an archive or a repository, and a link in it may name any file of this machine. The target
/// is compared with the folder after all links in both are resolved, also those of folders on the way.
/// </remarks>
internal static class LinkTarget
{
    // The system's own limit for links that lead to links.
    private const int MaxLinks = 40;

    /// <summary>Whether a file is a link whose target is outside of a folder, hidden, or in a skipped folder.</summary>
    public static bool LeavesFolder(FileInfo file, string folder, ReadOptions options)
    {
        if (file.LinkTarget is null || file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } target)
            return false;
        var relative = Path.GetRelativePath(Resolve(folder), Resolve(target.FullName));
        if (Path.IsPathRooted(relative))
            return true;
        var names = relative.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return names[0] == ".." || names.Any(n =>
            (!options.IncludeHidden && n.StartsWith('.')) || options.SkippedFolders.Contains(n, StringComparer.Ordinal)) ||
            (!options.IncludeHidden && target.Attributes.HasFlag(FileAttributes.Hidden));
    }

    /// <summary>Returns a path in which no folder is a link.</summary>
    public static string Resolve(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        var left = new Stack<string>(Names(path).Reverse());
        for (var links = 0; left.TryPop(out var name);)
        {
            var next = Path.GetFullPath(Path.Combine(resolved, name));
            if (links < MaxLinks && new DirectoryInfo(next).LinkTarget is { } target)
            {
                links++;
                var full = Path.GetFullPath(target, resolved);
                resolved = Path.GetPathRoot(full)!;
                foreach (var part in Names(full).Reverse())
                    left.Push(part);
            }
            else
            {
                resolved = next;
            }
        }

        return resolved;
    }

    private static string[] Names(string path) => path[Path.GetPathRoot(path)!.Length..].Split(
        [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
