using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers;
using Lodestone.Ingestion.Watching;

namespace Lodestone.Ingestion;

/// <summary>Reads documents from files and folders.</summary>
public static class DocumentSource
{
    private const int NamedLinks = 5;

    /// <summary>The extensions that are read, with their dot, and the format that each means; capitals do not matter.</summary>
    public static IReadOnlyDictionary<string, FileFormat> Formats => FileFormats.ByExtension;

    /// <summary>Reads files, and folders recursively, one document at a time.</summary>
    /// <param name="paths">
    /// Files and folders, read in this order; the files of a folder in ordinal order of their relative paths. A file that is found twice
    /// is read once.
    /// </param>
    /// <param name="options">The formats, patterns, fields and limits. Default: the defaults of <see cref="ReadOptions"/>.</param>
    /// <param name="cancellationToken">Cancels between documents, between pages, and while waiting for bytes.</param>
    /// <returns>
    /// Documents, and a problem in place of each file or record that could not be read. The same files have the same items; a second
    /// enumeration reads again. Memory is bounded by the largest single document or record, plus the list of files, plus the hashes of the
    /// ids of two or more CSV files, which are read twice: if one has an id of another, the ids of both begin with their paths
    /// (<c>path#id</c>). Otherwise documents are passed on as read, including duplicate ids.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// No path is given, a path is neither a file nor a folder, an option is out of range, or two files would have the same id. No file has
    /// been read.
    /// </exception>
    public static IAsyncEnumerable<ReadItem> ReadAsync(
        IEnumerable<string> paths, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new ReadOptions();
        return ReadAsync(List([.. paths], options, cancellationToken), options, cancellationToken: cancellationToken);
    }

    /// <summary>Lists files, and folders recursively, for a mirror; they are read when its items are enumerated.</summary>
    /// <param name="paths">Files and folders, as in <see cref="ReadAsync(IEnumerable{string}, ReadOptions?, CancellationToken)"/>.</param>
    /// <param name="options">The formats, patterns, fields and limits. Default: the defaults of <see cref="ReadOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the listing; for the reading, the token that the enumeration is given does.</param>
    /// <exception cref="ArgumentException">
    /// No path is given, a path is neither a file nor a folder, an option is out of range, or two files would have the same id.
    /// </exception>
    public static Task<SourceListing> ListAsync(
        IEnumerable<string> paths, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new ReadOptions();
        string[] all = [.. paths];
        return Task.Run(
            () =>
            {
                var listing = List(all, options, cancellationToken);
                return new SourceListing { Folders = listing.Folders, Items = ReadAsync(listing, options) };
            },
            cancellationToken);
    }

    /// <summary>Reads the documents of a stream, such as an upload or an entry of an archive.</summary>
    /// <param name="file">
    /// The stream, its path and its media type. The reader is found by the extension of the path, else by the media type; without either
    /// the stream is plain text. The stream stays open, and is the caller's.
    /// </param>
    /// <param name="options">The readers, fields and limits. Default: the defaults of <see cref="ReadOptions"/>.</param>
    /// <param name="cancellationToken">Cancels between documents, between pages, and while waiting for bytes.</param>
    /// <returns>
    /// Documents, and a problem in place of each record, or of the stream, that could not be read. At most
    /// <see cref="ReadOptions.MaxFileBytes"/> are read, into memory.
    /// </returns>
    /// <exception cref="ArgumentException">The path is blank, or an option is out of range.</exception>
    public static IAsyncEnumerable<ReadItem> ReadAsync(
        DocumentFile file, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(file.Content);
        InvalidArgumentException.ThrowIfBlank(file.Path, nameof(file));
        options ??= new ReadOptions();
        options.Validate();
        return ReadStreamAsync(file, options, cancellationToken);
    }

    /// <summary>Follows files and folders: first reads everything, then, after each pause in their changes, what has changed.</summary>
    /// <remarks>
    /// Changes are found by comparing a listing with the one before, and the reports of the system only say when: an editor's save by
    /// renaming, a renamed folder, a burst or a lost report end in the same result. A file is read when nothing has changed it for
    /// <see cref="WatchOptions.Pause"/>. Folders that the system reports no changes of (a network drive, the limit of watches) are listed
    /// from time to time, with a notice. A folder that is away has no changes until it is back. Everything is read again after a restart;
    /// a collection then embeds only what has changed.
    /// </remarks>
    /// <param name="paths">Files and folders, as in <see cref="ReadAsync(IEnumerable{string}, ReadOptions?, CancellationToken)"/>.</param>
    /// <param name="options">The formats, patterns, fields and limits. Default: the defaults of <see cref="ReadOptions"/>.</param>
    /// <param name="watch">The times. Default: those of <see cref="WatchOptions"/>.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>Changes without an end, the first at once; changes meanwhile are in the next one.</returns>
    /// <exception cref="ArgumentException">
    /// No path is given, a path is neither a file nor a folder at the start, or an option is out of range.
    /// </exception>
    public static IAsyncEnumerable<SourceChange> WatchAsync(
        IEnumerable<string> paths,
        ReadOptions? options = null,
        WatchOptions? watch = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new ReadOptions();
        return WatchAsync([.. paths], options, watch ?? new WatchOptions(), new SystemReports(options), cancellationToken);
    }

    /// <summary>Follows files and folders by reports of a test's own.</summary>
    internal static IAsyncEnumerable<SourceChange> WatchAsync(
        string[] paths, ReadOptions options, WatchOptions watch, IFolderReports reports, CancellationToken cancellationToken)
    {
        options.Validate();
        watch.Validate();
        ThrowIfNotThere(paths);
        return new FolderWatch(
            () => List(paths, options, cancellationToken),
            (listing, files, all, finished) => ReadAsync(listing, options, all ? null : files, finished),
            [.. paths.Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p)))], reports, watch).RunAsync(cancellationToken);
    }

    private static FileListing List(string[] paths, ReadOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        ThrowIfNotThere(paths);
        return new FileListing(paths, options, new FilePatterns(options.Include, options.Exclude), cancellationToken);
    }

    private static void ThrowIfNotThere(string[] paths)
    {
        if (paths.Length == 0)
        {
            throw new InvalidArgumentException(
                ErrorCodes.PathMissing, "No path was given. Name at least one file or folder to read.", nameof(paths));
        }

        foreach (var path in paths)
        {
            InvalidArgumentException.ThrowIfBlank(path, nameof(paths));
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                throw new InvalidArgumentException(
                    ErrorCodes.PathNotFound,
                    $"'{path}' is neither a file nor a folder (full path '{Path.GetFullPath(path)}'). No file was read; correct the path.",
                    nameof(paths))
                {
                    Found = "nothing",
                    Accepted = "a file or a folder",
                };
            }
        }
    }

    private static async IAsyncEnumerable<ReadItem> ReadStreamAsync(
        DocumentFile file, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The built-in readers need a length and go back to the start, and a network's stream has neither.
        var content = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while (content.Length <= options.MaxFileBytes &&
            (read = await file.Content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            content.Write(buffer, 0, read);
        }

        content.Position = 0;
        var source = new SourceFile(file.Path, file.Path, new FileStamp(content.Length, 0), Named: true);
        var mediaType = file.MediaType?.Split(';')[0].Trim().ToLowerInvariant();
        var opened = () => content.Length > 0 ? content : throw new UnreadableException(
            ReadProblemKind.NoText, "It is empty. Accepted are streams with text in them.");
        await foreach (var (item, position) in ReadFileAsync(source, opened, mediaType, options, cancellationToken).ConfigureAwait(false))
            yield return item with { BytesRead = position, TotalBytes = source.Length, TotalFiles = 1 };
    }

    /// <summary>Reads listed files, or some of them, and then the problems of the listing.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="options">The options.</param>
    /// <param name="part">The files to read. Default: all, and then all problems are told, not only what could not be listed.</param>
    /// <param name="finished">Receives each file at its end, and whether it could be opened. Default: not wanted.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    private static async IAsyncEnumerable<ReadItem> ReadAsync(
        FileListing listing,
        ReadOptions options,
        IReadOnlyList<SourceFile>? part = null,
        Action<SourceFile, bool>? finished = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reading = part ?? listing.Files;
        var total = reading.Sum(f => f.Length);
        var (bytes, files) = (0L, 0);
        var shared = await SharedIds.FindAsync(listing.Files, options, Open, cancellationToken).ConfigureAwait(false);
        foreach (var listed in reading)
        {
            var file = shared.Contains(listed) ? listed with { ScopesIds = true } : listed;
            var isOpened = true;
            await foreach (var (item, position) in ReadFileAsync(file, () => Open(file), null, options, cancellationToken)
                .ConfigureAwait(false))
            {
                var read = bytes + Math.Min(position, file.Length);
                isOpened &= item.Problem?.Kind is not ReadProblemKind.Inaccessible;
                yield return item with
                {
                    Root = file.Root,
                    BytesRead = read,
                    TotalBytes = total,
                    FilesRead = files,
                    TotalFiles = reading.Count,
                };
            }

            finished?.Invoke(file, isOpened);
            bytes += file.Length;
            files++;
        }

        foreach (var problem in part is null ? PassedOver(listing) : listing.Problems)
        {
            yield return new ReadItem
            {
                Problem = problem,
                Path = problem.Path,
                BytesRead = bytes,
                TotalBytes = total,
                FilesRead = files,
                TotalFiles = reading.Count,
            };
        }
    }

    /// <summary>Reads the items of one file, each with the number of bytes consumed.</summary>
    private static async IAsyncEnumerable<(ReadItem Item, long Position)> ReadFileAsync(
        SourceFile file,
        Func<Stream> open,
        string? mediaType,
        ReadOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = Stream.Null;
        IAsyncEnumerator<ReadItem>? items = null;
        try
        {
            while (true)
            {
                ReadItem? item;
                try
                {
                    if (items is null)
                    {
                        stream = open();
                        items = FormatReaders.For(file, options, mediaType).ReadAsync(file, stream, cancellationToken)
                            .GetAsyncEnumerator(cancellationToken);
                    }

                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                        break;
                    item = items.Current;
                }
                catch (UnreadableException why)
                {
                    item = Failed(file, why.Line, why.Kind, why.Message, why.Option, why.Code);
                }
                catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
                {
                    item = Failed(file, null, ReadProblemKind.Inaccessible,
                        $"It cannot be read: {refused.Message} Grant permission, repair the link, or exclude it.");
                }

                var isEnd = item.Problem is not null && items is null;
                yield return (item, isEnd || !stream.CanRead ? file.Length : stream.Position);
                if (isEnd)
                    break;
            }
        }
        finally
        {
            if (items is not null)
                await items.DisposeAsync().ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A file of length 0 may be a pipe or a device, whose opening or reading never ends, so it is not opened.
    private static FileStream Open(SourceFile file)
    {
        if (file.Length > 0)
            return new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        // A link may exist without its target.
        if (new FileInfo(file.FullPath).LinkTarget is { } target &&
            File.ResolveLinkTarget(file.FullPath, returnFinalTarget: true) is not { Exists: true })
        {
            throw new UnreadableException(ReadProblemKind.Inaccessible,
                $"It is a link to '{target}', which is not there. Repair the link, or exclude it.");
        }

        throw new UnreadableException(ReadProblemKind.NoText,
            "It is empty, or is not a regular file. Accepted are files with text in them; exclude it.");
    }

    private static ReadItem Failed(
        SourceFile file, long? line, ReadProblemKind kind, string reason, string? option = null, string? code = null) => new()
    {
        Problem = new ReadProblem(file.Path, line, kind, reason) { Option = option, Code = code },
        Path = file.Path,
        Line = line,
    };

    private static IEnumerable<ReadProblem> PassedOver(FileListing listing)
    {
        if (listing.Files.Count == 0 && NothingFound(listing) is { } nothing)
            yield return nothing;
        foreach (var problem in listing.Problems.OrderBy(p => p.Path, StringComparer.Ordinal))
            yield return problem;
        if (listing.Links.Count > 0)
        {
            yield return new ReadProblem("", null, ReadProblemKind.LinkNotFollowed, FormattableString.Invariant(
                $"{listing.Links.Count} folders are links and were not followed: {Named(listing.Links)}. ") +
                "Name their targets as separate paths to read them.");
        }

        if (listing.OutsideLinks.Count > 0)
        {
            yield return new ReadProblem("", null, ReadProblemKind.LinkNotFollowed, FormattableString.Invariant(
                $"{listing.OutsideLinks.Count} files are links out of the folder or to hidden files and were left out: ") +
                $"{Named(listing.OutsideLinks)}. Name them as separate paths to read them.")
            {
                Option = nameof(ReadOptions.FollowOutsideLinks),
            };
        }

        if (listing.Unknown.Count > 0)
        {
            var counts = string.Join(", ", listing.Unknown.Select(u => FormattableString.Invariant($"{u.Key} {u.Value}")));
            yield return new ReadProblem("", null, ReadProblemKind.UnknownFormat, FormattableString.Invariant(
                $"{listing.Unknown.Values.Sum()} files were skipped because no reader knows their extension: {counts}. Known are ") +
                $"{FileFormats.Known}. Exclude them, or name their format.") { Option = nameof(ReadOptions.UnknownAsText) };
        }
    }

    private static string Named(List<string> links) =>
        string.Join(", ", links.Order(StringComparer.Ordinal).Take(NamedLinks).Select(l => $"'{l}'")) +
        (links.Count > NamedLinks ? ", ..." : "");

    /// <summary>The reason why no file was found, where no other problem has it.</summary>
    private static ReadProblem? NothingFound(FileListing listing)
    {
        if (listing.Unmatched == 0 && (listing.Problems.Count > 0 || listing.Links.Count > 0 || listing.OutsideLinks.Count > 0 ||
            listing.Unknown.Count > 0))
            return null;
        var reason = (listing.Unmatched, listing.Ignored + listing.Hidden) switch
        {
            (1, _) => "There is 1 file, and the given patterns do not match it. Correct the patterns to include and exclude.",
            ( > 1, _) => FormattableString.Invariant(
                $"There are {listing.Unmatched} files, and none matches the given patterns. Correct the patterns to include and exclude."),
            (_, > 0) when listing.Ignored > 0 => FormattableString.Invariant(
                $"There is no file to read but those that ignore files exclude ({listing.Ignored}), and {listing.Hidden} hidden ones. ") +
                "Correct the rules, or read without ignore files.",
            (_, > 0) => FormattableString.Invariant(
                $"There is no file to read but what is hidden: {listing.Hidden} passed over. Name them, or read hidden ones too."),
            _ => "There is no file to read. Name another folder, or fill it.",
        };
        return new ReadProblem("", null, ReadProblemKind.NoText, reason)
        {
            Option = listing switch
            {
                { Unmatched: 0, Ignored: > 0 } => nameof(ReadOptions.UseIgnoreFiles),
                { Unmatched: 0, Hidden: > 0 } => nameof(ReadOptions.IncludeHidden),
                _ => null,
            },
        };
    }
}
