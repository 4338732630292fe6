using Lodestone.Ingestion.Listing.Ignoring;

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

    /// <summary>The folders and files of the caller, each with its own files.</summary>
    public List<SourceFolder> Folders { get; } = [];

    /// <summary>The number of files that no pattern includes.</summary>
    public int Unmatched { get; private set; }

    /// <summary>The number of hidden files and folders that were skipped.</summary>
    public int Hidden { get; private set; }

    /// <summary>The number of files and folders that ignore files exclude.</summary>
    public int Ignored { get; private set; }

    /// <summary>Folders that could not be listed, and entries whose attributes could not be read.</summary>
    public List<ReadProblem> Problems { get; } = [];

    /// <summary>Folders that are links.</summary>
    public List<string> Links { get; } = [];

    /// <summary>Files that are links to a hidden place, or out of the folder.</summary>
    public List<string> OutsideLinks { get; } = [];

    /// <summary>The number of files of each extension without a reader.</summary>
    public SortedDictionary<string, int> Unknown { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a change at a path below a folder can change what is listed.</summary>
    public static bool Concerns(string folder, string path, ReadOptions options)
    {
        var names = Relative(folder, path).Split('/');
        var excluded = Excluded(folder, options);
        if (excluded.Count > 0 && Enumerable.Range(1, names.Length).Any(n => excluded.Contains(string.Join('/', names[..n]))))
            return false;
        return names.All(n => !options.SkippedFolders.Contains(n) && (options.IncludeHidden || !n.StartsWith('.'))) ||
            (options.UseIgnoreFiles && IgnoreScope.IsIgnoreFile(names[^1]));
    }

    private void Add(string path)
    {
        if (Directory.Exists(path))
        {
            path = Path.TrimEndingDirectorySeparator(path);
            var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(_options.Root ?? path));
            var walk = new FolderWalk(path, root, Excluded(path, _options));
            Walk(walk);
            Problems.AddRange(walk.Unlisted);
            walk.Found.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
            Files.AddRange(walk.Found);
            Folders.Add(new SourceFolder
            {
                Root = root,
                Path = path == root ? "" : Relative(root, path),
                Files = walk.Listed,
                Unread = walk.ReadElsewhere,
                PassedOver = walk.PassedOver,
                Problems = walk.Unlisted,
            });
        }
        else
        {
            var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(_options.Root ?? Path.GetDirectoryName(path)!));
            var relative = Relative(root, path);
            Folders.Add(new SourceFolder
            {
                Root = root,
                Path = relative,
                Files = new HashSet<string>(StringComparer.Ordinal) { relative },
            });
            if (_seen.Add(path))
                Files.Add(new SourceFile(path, relative, StampOf(new FileInfo(path)), Named: true, root));
        }
    }

    private void Walk(FolderWalk walk)
    {
        var folders = new Stack<(DirectoryInfo Folder, IgnoreScope? Above)>([(new DirectoryInfo(walk.Top), null)]);
        var scopes = new List<IgnoreScope>();
        while (folders.TryPop(out var next))
        {
            var folder = next.Folder;
            var place = Relative(walk.Root, folder.FullName);
            IgnoreScope? ignored = null;
            try
            {
                if (_options.UseIgnoreFiles)
                    ignored = next.Above?.Within(folder.FullName) ?? IgnoreScope.Of(walk.Top);
                if (ignored is not null)
                    scopes.AddRange(next.Above is null ? ignored.WithThoseAbove : [ignored]);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // A file that the rules would exclude may be private, so that reading on without them is no answer.
                walk.Unlisted.Add(new ReadProblem(place, null, ReadProblemKind.Inaccessible,
                    $"The rules of its ignore files cannot be read: {refused.Message} Its files are skipped; grant permission, repair " +
                    "the file, or read without ignore files.") { Option = nameof(ReadOptions.UseIgnoreFiles) });
                continue;
            }

            try
            {
                foreach (var entry in folder.EnumerateFileSystemInfos())
                {
                    _cancellation.ThrowIfCancellationRequested();
                    TakeOrReport(entry, walk, ignored, folders);
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                walk.Unlisted.Add(new ReadProblem(place, null, ReadProblemKind.Inaccessible,
                    $"The folder cannot be listed: {refused.Message} Its files are skipped; grant permission, or exclude it."));
            }
        }

        // Only now, since a rule is matched with everything below its folder.
        foreach (var (file, pattern) in scopes.SelectMany(s => s.TooCostly))
        {
            Problems.Add(new ReadProblem(Relative(walk.Root, file), null, ReadProblemKind.TooLarge,
                $"Its pattern '{pattern}' takes too long to match and was left out. Write it with fewer stars.")
            {
                Option = nameof(ReadOptions.UseIgnoreFiles),
            });
        }
    }

    // One entry that the system refuses must not remove the rest of its folder.
    private void TakeOrReport(
        FileSystemInfo entry, FolderWalk walk, IgnoreScope? ignored, Stack<(DirectoryInfo Folder, IgnoreScope? Above)> folders)
    {
        try
        {
            if (Take(entry, walk, ignored) is { } folder)
                folders.Push((folder, ignored));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            walk.Unlisted.Add(new ReadProblem(Relative(walk.Root, entry.FullName), null, ReadProblemKind.Inaccessible,
                $"Its attributes cannot be read: {refused.Message} Grant permission, or exclude it."));
        }
    }

    /// <summary>Takes an entry, and returns it when it is a folder to walk into.</summary>
    private DirectoryInfo? Take(FileSystemInfo entry, FolderWalk walk, IgnoreScope? ignored)
    {
        var name = Relative(walk.Root, entry.FullName);
        var matched = Relative(walk.Top, entry.FullName);
        if (walk.Excluded.Contains(matched))
        {
            walk.PassedOver.Add(name);
            return null;
        }

        if (!_options.IncludeHidden && entry.Name.StartsWith('.'))
            return Hide();
        if (entry.Attributes == Gone)
        {
            walk.PassedOver.Add(name);
            if (_patterns.Match(matched))
                Problems.Add(NotThere(entry, name));
            return null;
        }

        if (!_options.IncludeHidden && entry.Attributes.HasFlag(FileAttributes.Hidden))
            return Hide();
        var folder = entry as DirectoryInfo;
        if (ignored?.Ignores(entry.FullName, folder is { LinkTarget: null }) == true)
        {
            Ignored++;
            return null;
        }

        if (folder is not null)
        {
            if (!_skipped.Contains(folder.Name) && folder.LinkTarget is null)
                return folder;
            walk.PassedOver.Add(name);
            if (!_skipped.Contains(folder.Name) && _patterns.Match(matched))
                Links.Add(name);
        }
        else if (!_patterns.Match(matched))
        {
            walk.PassedOver.Add(name);
            Unmatched++;
        }
        else if (_options.Format is null && !_options.UnknownAsText && FileFormats.Of(entry.Name) is null &&
            _options.ReaderOf(entry.Name, null) is null)
        {
            walk.PassedOver.Add(name);
            CountUnknown(entry.Extension);
        }
        else if (!_options.FollowOutsideLinks && LinkTarget.LeavesFolder((FileInfo)entry, walk.Root, _options))
        {
            walk.PassedOver.Add(name);
            OutsideLinks.Add(name);
        }
        else
        {
            walk.Listed.Add(name);
            if (_seen.Add(entry.FullName))
                walk.Found.Add(new SourceFile(entry.FullName, name, StampOf((FileInfo)entry), Named: false, walk.Root));
            else
                walk.ReadElsewhere.Add(name);
        }

        return null;

        DirectoryInfo? Hide()
        {
            walk.PassedOver.Add(name);
            Hidden++;
            return null;
        }
    }

    /// <summary>The caller's excluded paths, as names within a folder; also where a link leads to the folder or to one of them.</summary>
    private static HashSet<string> Excluded(string folder, ReadOptions options)
    {
        var names = new HashSet<string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var path in options.ExcludedPaths.Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p))))
        {
            names.Add(Relative(folder, path));
            names.Add(Relative(LinkTarget.Resolve(folder), LinkTarget.Resolve(path)));
        }

        return names;
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
    private static FileStamp StampOf(FileInfo file) =>
        file.LinkTarget is null ? new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks)
        : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target
            ? new FileStamp(target.Length, target.LastWriteTimeUtc.Ticks)
        : default;

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>One of the caller's folders while it is listed.</summary>
    private sealed record FolderWalk(string Top, string Root, IReadOnlySet<string> Excluded)
    {
        public List<SourceFile> Found { get; } = [];

        public HashSet<string> Listed { get; } = new(StringComparer.Ordinal);

        /// <summary>Files that are read as those of another of the caller's folders.</summary>
        public HashSet<string> ReadElsewhere { get; } = new(StringComparer.Ordinal);

        /// <summary>The parts that could not be listed.</summary>
        public List<ReadProblem> Unlisted { get; } = [];

        public HashSet<string> PassedOver { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>A file to read.</summary>
/// <param name="FullPath">Its full path.</param>
/// <param name="Path">Its path in documents: relative, with forward slashes.</param>
/// <param name="Stamp">Its length and time when it was listed.</param>
/// <param name="Named">Whether it was given by its path rather than found in a folder.</param>
/// <param name="Root">The full path of the folder that its path is relative to; null for a stream.</param>
internal sealed record SourceFile(string FullPath, string Path, FileStamp Stamp, bool Named, string? Root = null)
{
    /// <summary>Its length in bytes when it was listed.</summary>
    public long Length => Stamp.Length;

    /// <summary>Whether the ids of its records begin with its path, because another file has one of them too.</summary>
    public bool ScopesIds { get; init; }

    /// <summary>The file's name without its extension: the title when the content has none.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(FullPath);
}

/// <summary>The length of a file and the time of its last change, by which a later change is seen.</summary>
internal readonly record struct FileStamp(long Length, long Ticks);
