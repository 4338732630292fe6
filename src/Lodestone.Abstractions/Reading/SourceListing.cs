namespace Lodestone;

/// <summary>The files of a source as they were listed, and the documents in them: the input of a mirror.</summary>
public sealed record SourceListing
{
    /// <summary>The listed folders; a file that was given by its path is one with itself alone.</summary>
    public required IReadOnlyList<SourceFolder> Folders { get; init; }

    /// <summary>The items of the files. Each enumeration reads the listed files again.</summary>
    public required IAsyncEnumerable<ReadItem> Items { get; init; }
}

/// <summary>A folder as it was listed.</summary>
/// <remarks>Paths are relative to <see cref="Root"/>, with forward slashes, exactly as the file system has them.</remarks>
public sealed record SourceFolder
{
    /// <summary>The full path of the folder that ids and paths are relative to.</summary>
    public required string Root { get; init; }

    /// <summary>The listed folder or file below the root. Default: empty, the root itself.</summary>
    public string Path { get; init; } = "";

    /// <summary>The files that are read.</summary>
    public required IReadOnlySet<string> Files { get; init; }

    /// <summary>
    /// Files and folders that exist, but that the options of this listing pass over: hidden, of unknown format, not matched by a pattern, a
    /// link. Their documents stay. Default: none. Ignore files belong to the folder, so that what they exclude is not in the source.
    /// </summary>
    public IReadOnlySet<string> PassedOver { get; init; } = new HashSet<string>();

    /// <summary>
    /// Those of <see cref="Files"/> that are not read, because they have not changed since they were. Their documents stay. Default: none.
    /// </summary>
    public IReadOnlySet<string> Unread { get; init; } = new HashSet<string>();

    /// <summary>The parts that could not be listed. Default: none; with any, nothing is known to be gone.</summary>
    public IReadOnlyList<ReadProblem> Problems { get; init; } = [];

    /// <summary>Whether a path lies in the listed folder, existing or not.</summary>
    /// <param name="path">The path.</param>
    public bool Covers(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.Length == 0 || path == Path ||
            (path.Length > Path.Length && path[Path.Length] == '/' && path.StartsWith(Path, StringComparison.Ordinal));
    }

    /// <summary>Whether the listing passes over a path, or over a folder that it lies in.</summary>
    /// <param name="path">The path.</param>
    public bool PassesOver(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (PassedOver.Contains(path[..end]))
                return true;
        }

        return false;
    }
}
