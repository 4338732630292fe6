using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Listing;

namespace Lodestone.Ingestion.Watching;

/// <summary>Follows files and folders: after each pause in what is reported, it lists them and reads the files that changed.</summary>
/// <remarks>
/// A report only says when to list, and which files to read whatever their size and time say. What changed is found by comparing the
/// listing with the last one, so that the order of reports, their number, and any kind of renaming do not matter. The rejected
/// alternative, to follow single reports, is a state machine for every way in which editors and systems differ. Its price is a listing
/// for each burst: about a second for 100,000 files.
/// </remarks>
internal sealed class FolderWatch(
    Func<FileListing> list,
    Func<FileListing, IReadOnlyList<SourceFile>, bool, Action<SourceFile, bool>, IAsyncEnumerable<ReadItem>> read,
    IReadOnlyList<string> paths,
    IFolderReports reports,
    WatchOptions options)
{
    private const int QuietChecks = 10;
    private const int MostTries = 3;

    private readonly ChangeCollector _changes = new(options);
    private readonly Dictionary<string, WatchedRoot> _roots = [];
    private readonly Dictionary<string, FileStamp> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (FileStamp Stamp, long Since)> _moving = new(StringComparer.Ordinal);
    private readonly List<string> _notices = [];
    private HashSet<(string Root, string Path)> _listed = [];

    // A file that could not be opened, as one that another program has locked, is tried again; one without permission not for ever.
    private readonly Dictionary<string, (FileStamp Stamp, int Tries)> _tried = new(StringComparer.Ordinal);
    private bool _retry;

    public async IAsyncEnumerable<SourceChange> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            foreach (var path in paths)
                Start(path);
            var changes = new Changes(new HashSet<string>(), new HashSet<string>(), Everything: true, []);
            for (var (first, quiet) = (true, 0); ; first = false)
            {
                // A limit fails each folder below by itself, and one notice says it.
                foreach (var path in changes.Failed.Where(f => _roots[f].Reports is not null))
                    Poll(path, "the system cannot report all of its changes, as when its limit of watches is reached");
                var isBack = !first && Check();
                var everything = changes.Everything || isBack;
                if (everything && !first && changes.Failed.Count == 0 && !isBack)
                    _notices.Add("More changed at once than the system reports: all files are compared.");
                quiet = everything || changes.Paths.Count > 0 ? 0 : quiet + 1;
                // Reports may have ended unnoticed, as with a folder that was replaced, so that a listing is made now and then.
                var isDue = quiet % QuietChecks == 0 || _notices.Count > 0 || _retry || _moving.Count > 0 ||
                    _roots.Values.Any(r => r.Reports is null);
                _retry = false;
                var now = changes;
                var isFirst = first;
                if (isDue && await Task.Run(() => Compare(now, everything, isFirst), cancellationToken).ConfigureAwait(false)
                    is { } change)
                {
                    if (quiet > 0)
                        Restart();
                    yield return change;
                }

                changes = await _changes.NextAsync(
                    _moving.Count > 0 ? options.Pause : options.PollEvery, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var root in _roots.Values)
                root.Reports?.Dispose();
        }
    }

    private void Start(string path)
    {
        var root = _roots[path] = new WatchedRoot { Exists = Path.Exists(path) };
        var why = options.Poll ? null : reports.WhyNot(path);
        if (options.Poll || why is not null)
        {
            Poll(path, why);
            return;
        }

        try
        {
            root.Reports = reports.Start(path, _changes);
        }
        catch (IOException refused)
        {
            Poll(path, refused.Message.TrimEnd('.'));
        }
    }

    private void Restart()
    {
        foreach (var (path, root) in _roots.Where(r => r.Value.Reports is not null).ToList())
        {
            // The new ones first, so that no report is lost in between.
            Start(path);
            root.Reports!.Dispose();
        }
    }

    private void Poll(string path, string? why)
    {
        var root = _roots[path];
        root.Reports?.Dispose();
        root.Reports = null;
        if (why is not null)
        {
            _notices.Add(FormattableString.Invariant(
                $"'{path}' is listed every {options.PollEvery.TotalSeconds:0.###} seconds, because {why}."));
        }
    }

    /// <summary>Starts the reports of what was away and is back; reports end with the folder that they were started on.</summary>
    private bool Check()
    {
        var isBack = false;
        foreach (var (path, root) in _roots.ToList())
        {
            var exists = Path.Exists(path);
            if (exists == root.Exists)
                continue;
            root.Exists = exists;
            root.Reports?.Dispose();
            root.Reports = null;
            if (exists)
                Start(path);
            else
                _notices.Add($"'{path}' is not there any more. Nothing of it is removed; it is followed again when it is back.");
            isBack |= exists;
        }

        return isBack;
    }

    private SourceChange? Compare(Changes changes, bool everything, bool first)
    {
        FileListing listing;
        try
        {
            listing = list();
        }
        catch (ArgumentException refused) when (!first)
        {
            // A folder that is away, or two files of one id now: as it was until it is mended.
            if (refused is not InvalidArgumentException { Code: ErrorCodes.PathNotFound })
                _notices.Add(refused.Message);
            var nothing = new SourceListing { Folders = [], Items = AsyncEnumerable.Empty<ReadItem>() };
            return _notices.Count == 0 ? null : Change(nothing, everything: false);
        }

        var now = listing.Files.ToDictionary(f => f.FullPath, f => f, StringComparer.Ordinal);
        var toRead = listing.Files.Where(f => MustRead(f, changes, everything, first)).ToList();
        foreach (var gone in _moving.Keys.Where(p => !now.ContainsKey(p)).ToList())
            _moving.Remove(gone);
        var isListedFully = listing.Folders.All(f => f.Problems.Count == 0);
        var listed = listing.Folders.SelectMany(f => f.Files.Select(p => (f.Root, p))).ToHashSet();
        if (!first && !everything && toRead.Count == 0 && _notices.Count == 0 && (!isListedFully || _listed.IsSubsetOf(listed)))
        {
            _listed.UnionWith(listed);
            return null;
        }

        if (isListedFully)
        {
            foreach (var gone in _read.Keys.Where(p => !now.ContainsKey(p)).ToList())
                _read.Remove(gone);
            _listed = listed;
        }

        var reading = toRead.Select(f => (f.Root!, f.Path)).ToHashSet();
        return Change(
            new SourceListing
            {
                Folders = [.. listing.Folders.Select(f => f with
                {
                    Unread = f.Files.Where(p => !reading.Contains((f.Root, p))).ToHashSet(StringComparer.Ordinal),
                })],
                Items = read(listing, toRead, everything, Finished),
            },
            everything);
    }

    private SourceChange Change(SourceListing source, bool everything)
    {
        var change = new SourceChange { Source = source, IsComplete = everything, Notices = [.. _notices] };
        _notices.Clear();
        return change;
    }

    private bool MustRead(SourceFile file, Changes changes, bool everything, bool first)
    {
        var isReported = IsIn(changes.Paths, file.FullPath);
        var isKnown = _read.TryGetValue(file.FullPath, out var stamp) && stamp == file.Stamp;
        if (first || (isKnown && !isReported && !everything) || changes.Moving.Contains(file.FullPath))
        {
            _moving.Remove(file.FullPath);
            return first;
        }

        if (!everything && !isReported && !IsAtRest(file))
            return false;
        _moving.Remove(file.FullPath);
        return true;
    }

    // What reports say is at rest. What a listing finds is at rest when the next listing finds the same.
    private bool IsAtRest(SourceFile file)
    {
        var clock = options.TimeProvider;
        if (!_moving.TryGetValue(file.FullPath, out var seen))
            seen = (default, clock.GetTimestamp());
        else if (seen.Stamp == file.Stamp || clock.GetElapsedTime(seen.Since) > options.Patience)
            return true;
        _moving[file.FullPath] = (file.Stamp, seen.Since);
        return false;
    }

    private void Finished(SourceFile file, bool isRead)
    {
        var tries = _tried.TryGetValue(file.FullPath, out var tried) && tried.Stamp == file.Stamp ? tried.Tries + 1 : 1;
        if (isRead || tries == MostTries)
        {
            _read[file.FullPath] = file.Stamp;
            _tried.Remove(file.FullPath);
            return;
        }

        _tried[file.FullPath] = (file.Stamp, tries);
        _retry = true;
    }

    // A folder that is renamed is reported itself, not its files.
    private static bool IsIn(IReadOnlySet<string> paths, string path)
    {
        for (var at = path; at is not null && paths.Count > 0; at = Path.GetDirectoryName(at))
        {
            if (paths.Contains(at))
                return true;
        }

        return false;
    }

    private sealed class WatchedRoot
    {
        public bool Exists { get; set; }

        /// <summary>Null while the folder is listed from time to time instead.</summary>
        public IDisposable? Reports { get; set; }
    }
}
