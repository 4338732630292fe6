namespace Lodestone;

/// <summary>The files that a caller's paths stand for, in order, and what was passed over on the way.</summary>
/// <remarks>
/// Listed before anything is read, so that progress has a total and the order is the paths', ordinal, on every system. Links to
/// folders are not followed: they would leave the folder given, and may go round in circles.
/// </remarks>
internal sealed class FileListing
{
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
        DemandOwnNames();
    }

    public List<SourceFile> Files { get; } = [];

    /// <summary>Folders that could not be listed.</summary>
    public List<ReadProblem> Problems { get; } = [];

    /// <summary>Folders that are links.</summary>
    public List<string> Links { get; } = [];

    /// <summary>How many files of each extension no reader knows.</summary>
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
                    Take(entry, top, root, found, folders);
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Problems.Add(new ReadProblem(Relative(root, folder.FullName), null, ReadProblemKind.Inaccessible,
                    $"The folder cannot be listed: {refused.Message} Its files are left out; give permission, or exclude it."));
            }
        }
    }

    private void Take(FileSystemInfo entry, string top, string root, List<SourceFile> found, Stack<DirectoryInfo> folders)
    {
        if (!_options.IncludeHidden && (entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden)))
            return;
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
            if (_options.Format is null && !_options.UnknownAsText && FileFormats.Of(entry.Name) is null)
                CountUnknown(entry.Extension);
            else if (_seen.Add(entry.FullName))
                found.Add(new SourceFile(entry.FullName, Relative(root, entry.FullName), Length((FileInfo)entry), Named: false));
        }
    }

    private void CountUnknown(string extension)
    {
        var name = extension.Length > 1 ? extension.ToLowerInvariant() : "(none)";
        Unknown[name] = Unknown.GetValueOrDefault(name) + 1;
    }

    /// <summary>Two files with one name would replace each other in a collection.</summary>
    private void DemandOwnNames()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Files)
        {
            if (!names.TryAdd(file.Path, file.FullPath))
            {
                throw new ArgumentException(
                    $"'{names[file.Path]}' and '{file.FullPath}' would both be called '{file.Path}', and ids have to differ. Set Root to " +
                    "a folder above both, or read them one after another into collections of their own.");
            }
        }
    }

    // The size of a link is its target's; a link to nothing counts nothing here and is reported when it is opened.
    private static long Length(FileInfo file) =>
        file.LinkTarget is null ? file.Length
        : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length
        : 0;

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
