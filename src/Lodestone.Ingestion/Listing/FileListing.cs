namespace Lodestone.Ingestion.Listing;

/// <summary>The files of the caller's paths in order, and the skipped ones.</summary>
/// <remarks>
/// Listed before any file is read, so that progress has a total and the order is that of the paths, ordinal, on every system. Links to
/// folders are not followed: they could leave the given folder, and could be circular.
/// </remarks>
internal sealed class FileListing
{
    // The attributes that .NET returns for a missing file.
    private const FileAttributes Gone = (FileAttributes)(-1);

    private readonly ReadOptions _options;
    private readonly FilePatterns _patterns;
    private readonly HashSet<string> _skipped;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellation;

    public FileListing(IReadOnlyList<string> paths, ReadOptions options, FilePatterns patterns, CancellationToken cancellationToken)
    {
        _options = options;
        _patterns = patterns;
        _skipped = new HashSet<string>(options.SkippedFolders, StringComparer.Ordinal);
        _cancellation = cancellationToken;
        foreach (var path in paths)
            Add(Path.GetFullPath(path));
        ValidateOwnNames();
    }

    public List<SourceFile> Files { get; } = [];

    /// <summary>The number of files that no pattern includes.</summary>
    public int Unmatched { get; private set; }

    /// <summary>The number of hidden files and folders that were skipped.</summary>
    public int Hidden { get; private set; }

    /// <summary>Folders that could not be listed, and entries whose attributes could not be read.</summary>
    public List<ReadProblem> Problems { get; } = [];

    /// <summary>Folders that are links.</summary>
    public List<string> Links { get; } = [];

    /// <summary>The number of files of each extension without a reader.</summary>
    public SortedDictionary<string, int> Unknown { get; } = new(StringComparer.Ordinal);

    private void Add(string path)
    {
        if (Directory.Exists(path))
        {
            var found = new List<SourceFile>();
            Walk(path, _options.Root ?? path, found);
            found.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
            Files.AddRange(found);
        }
        else if (_seen.Add(path))
        {
            var root = _options.Root ?? Path.GetDirectoryName(path)!;
            Files.Add(new SourceFile(path, Relative(root, path), new FileInfo(path).Length, Named: true));
        }
    }

    private void Walk(string top, string root, List<SourceFile> found)
    {
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(top)]);
        while (folders.TryPop(out var folder))
        {
            try
            {
                foreach (var entry in folder.EnumerateFileSystemInfos())
                {
                    _cancellation.ThrowIfCancellationRequested();
                    TakeOrReport(entry, top, root, found, folders);
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Problems.Add(new ReadProblem(Relative(root, folder.FullName), null, ReadProblemKind.Inaccessible,
                    $"The folder cannot be listed: {refused.Message} Its files are skipped; grant permission, or exclude it."));
            }
        }
    }

    // One entry that the system refuses must not remove the rest of its folder.
    private void TakeOrReport(FileSystemInfo entry, string top, string root, List<SourceFile> found, Stack<DirectoryInfo> folders)
    {
        try
        {
            Take(entry, top, root, found, folders);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Problems.Add(new ReadProblem(Relative(root, entry.FullName), null, ReadProblemKind.Inaccessible,
                $"Its attributes cannot be read: {refused.Message} Grant permission, or exclude it."));
        }
    }

    private void Take(FileSystemInfo entry, string top, string root, List<SourceFile> found, Stack<DirectoryInfo> folders)
    {
        if (!_options.IncludeHidden && entry.Name.StartsWith('.'))
        {
            Hidden++;
            return;
        }

        if (entry.Attributes == Gone)
        {
            if (_patterns.Match(Relative(top, entry.FullName)))
                Problems.Add(NotThere(entry, Relative(root, entry.FullName)));
            return;
        }

        if (!_options.IncludeHidden && entry.Attributes.HasFlag(FileAttributes.Hidden))
        {
            Hidden++;
            return;
        }

        if (entry is DirectoryInfo folder)
        {
            if (_skipped.Contains(folder.Name))
                return;
            if (folder.LinkTarget is null)
                folders.Push(folder);
            else if (_patterns.Match(Relative(top, folder.FullName)))
                Links.Add(Relative(root, folder.FullName));
        }
        else if (_patterns.Match(Relative(top, entry.FullName)))
        {
            if (_options.Format is null && !_options.UnknownAsText && FileFormats.Of(entry.Name) is null &&
                _options.ReaderOf(entry.Name, null) is null)
                CountUnknown(entry.Extension);
            else if (_seen.Add(entry.FullName))
                found.Add(new SourceFile(entry.FullName, Relative(root, entry.FullName), Length((FileInfo)entry), Named: false));
        }
        else
        {
            Unmatched++;
        }
    }

    // A name that is not UTF-8 contains U+FFFD here, and the system finds no file of that name.
    private static ReadProblem NotThere(FileSystemInfo entry, string path) => new(path, null, ReadProblemKind.Inaccessible,
        entry.Name.Contains('\uFFFD', StringComparison.Ordinal)
            ? "Its name is not UTF-8, so it cannot be opened. Rename it, or exclude it."
            : "It was listed and no longer exists. Read again.");

    private void CountUnknown(string extension)
    {
        var name = extension.Length > 1 ? extension.ToLowerInvariant() : "(none)";
        Unknown[name] = Unknown.GetValueOrDefault(name) + 1;
    }

    /// <summary>Refuses two files of one name, which would replace each other in a collection.</summary>
    private void ValidateOwnNames()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Files)
        {
            if (!names.TryAdd(file.Path, file.FullPath))
            {
                throw new InvalidArgumentException(
                    ErrorCodes.PathDuplicate,
                    $"'{names[file.Path]}' and '{file.FullPath}' would both have the id '{file.Path}', and ids have to differ. Set a " +
                    "root above both, or read them into separate collections.",
                    nameof(ReadOptions.Root));
            }
        }
    }

    // The length of a link is its target's. A link without a target counts 0 here and is reported when it is opened.
    private static long Length(FileInfo file) =>
        file.LinkTarget is null ? file.Length
        : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length
        : 0;

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}

/// <summary>A file to read.</summary>
/// <param name="FullPath">Its full path.</param>
/// <param name="Path">Its path in documents: relative, with forward slashes.</param>
/// <param name="Length">Its length in bytes when it was listed.</param>
/// <param name="Named">Whether it was given by its path rather than found in a folder.</param>
internal sealed record SourceFile(string FullPath, string Path, long Length, bool Named)
{
    /// <summary>The file's name without its extension: the title when the content has none.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(FullPath);
}
