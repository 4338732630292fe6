using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers;

namespace Lodestone.Ingestion;

/// <summary>Reads documents from files and folders.</summary>
public static class DocumentSource
{
    private const int NamedLinks = 5;

    /// <summary>The extensions that are read, with their dot, and the format that each means; capitals do not matter.</summary>
    public static IReadOnlyDictionary<string, FileFormat> Formats => FileFormats.ByExtension;

    /// <summary>Reads files, and folders with all below them, one document at a time.</summary>
    /// <param name="paths">
    /// Files and folders, read in this order; the files of a folder in ordinal order of their relative paths. A file that is reached
    /// twice is read once.
    /// </param>
    /// <param name="options">What to read, and how. Default: <see cref="ReadOptions"/> as it is.</param>
    /// <param name="cancellationToken">Stops between documents, between pages, and while bytes are awaited.</param>
    /// <returns>
    /// Documents, and problems in place of what could not be read. The same files give the same items; a second enumeration reads
    /// again. Memory is bounded by the largest single document or record, beside the list of files. Documents are as their files have
    /// them: duplicate ids are passed on.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// No path is given, a path is neither a file nor a folder, an option is out of range, or two files would have the same id. Nothing has
    /// been read then.
    /// </exception>
    public static IAsyncEnumerable<ReadItem> ReadAsync(
        IEnumerable<string> paths, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new ReadOptions();
        options.Validate();
        var all = paths.ToArray();
        if (all.Length == 0)
        {
            throw new InvalidArgumentException(
                ErrorCodes.PathMissing, "No path is given. Name at least one file or folder to read.", nameof(paths));
        }

        foreach (var path in all)
        {
            InvalidArgumentException.ThrowIfBlank(path, nameof(paths));
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                throw new InvalidArgumentException(
                    ErrorCodes.PathNotFound,
                    $"'{path}' is neither a file nor a folder: looked for '{Path.GetFullPath(path)}'. Nothing was read; correct the path.",
                    nameof(paths))
                {
                    Found = "nothing",
                    Accepted = "a file or a folder",
                };
            }
        }

        var listing = new FileListing(all, options, new FilePatterns(options.Include, options.Exclude), cancellationToken);
        return ReadAsync(listing, options, cancellationToken);
    }

    private static async IAsyncEnumerable<ReadItem> ReadAsync(
        FileListing listing, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var total = listing.Files.Sum(f => f.Length);
        var (bytes, files) = (0L, 0);
        foreach (var file in listing.Files)
        {
            await foreach (var (item, position) in ReadFileAsync(file, options, cancellationToken).ConfigureAwait(false))
            {
                var read = bytes + Math.Min(position, file.Length);
                yield return item with { BytesRead = read, TotalBytes = total, FilesRead = files, TotalFiles = listing.Files.Count };
            }

            bytes += file.Length;
            files++;
        }

        foreach (var problem in PassedOver(listing))
        {
            yield return new ReadItem
            {
                Problem = problem,
                Path = problem.Path,
                BytesRead = bytes,
                TotalBytes = total,
                FilesRead = files,
                TotalFiles = listing.Files.Count,
            };
        }
    }

    /// <summary>The items of one file, each with the bytes of it that were taken.</summary>
    private static async IAsyncEnumerable<(ReadItem Item, long Position)> ReadFileAsync(
        SourceFile file, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
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
                        stream = Open(file);
                        var format = options.Format ?? FileFormats.Of(file.Path) ?? FileFormat.Text;
                        items = FormatReaders.For(format, options).ReadAsync(file, stream, cancellationToken)
                            .GetAsyncEnumerator(cancellationToken);
                    }

                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                        break;
                    item = items.Current;
                }
                catch (UnreadableException why)
                {
                    item = Failed(file, why.Line, why.Kind, why.Message, why.Option);
                }
                catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
                {
                    item = Failed(file, null, ReadProblemKind.Inaccessible,
                        $"It cannot be read: {refused.Message} Give permission, mend the link, or exclude it.");
                }

                var isEnd = item.Problem is not null && items is null;
                yield return (item, isEnd ? file.Length : stream.Position);
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

    // What has no bytes may be a pipe or a device, whose opening or reading never ends; so it is not opened.
    private static FileStream Open(SourceFile file)
    {
        if (file.Length > 0)
            return new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        // That a link is there says nothing of what it points to.
        if (new FileInfo(file.FullPath).LinkTarget is { } target &&
            File.ResolveLinkTarget(file.FullPath, returnFinalTarget: true) is not { Exists: true })
        {
            throw new UnreadableException(ReadProblemKind.Inaccessible,
                $"It is a link to '{target}', which is not there. Mend the link, or exclude it.");
        }

        throw new UnreadableException(ReadProblemKind.NoText,
            "It is empty, or is no ordinary file. Accepted are files with text in them; exclude it.");
    }

    private static ReadItem Failed(SourceFile file, long? line, ReadProblemKind kind, string reason, string? option = null) => new()
    {
        Problem = new ReadProblem(file.Path, line, kind, reason) { Option = option },
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
            var named = string.Join(", ", listing.Links.Order(StringComparer.Ordinal).Take(NamedLinks).Select(l => $"'{l}'")) +
                (listing.Links.Count > NamedLinks ? ", ..." : "");
            yield return new ReadProblem("", null, ReadProblemKind.LinkNotFollowed, FormattableString.Invariant(
                $"{listing.Links.Count} folders are links and were not followed: {named}. ") +
                "Give their targets as paths of their own to read them.");
        }

        if (listing.Unknown.Count > 0)
        {
            var counts = string.Join(", ", listing.Unknown.Select(u => FormattableString.Invariant($"{u.Key} {u.Value}")));
            yield return new ReadProblem("", null, ReadProblemKind.UnknownFormat, FormattableString.Invariant(
                $"{listing.Unknown.Values.Sum()} files were skipped because no reader knows their extension: {counts}. Known are ") +
                $"{FileFormats.Known}. Exclude them, or name their format.") { Option = nameof(ReadOptions.UnknownAsText) };
        }
    }

    /// <summary>Why no file was found, where nothing else says so.</summary>
    private static ReadProblem? NothingFound(FileListing listing)
    {
        if (listing.Unmatched == 0 && (listing.Problems.Count > 0 || listing.Links.Count > 0 || listing.Unknown.Count > 0))
            return null;
        var reason = (listing.Unmatched, listing.Hidden) switch
        {
            (1, _) => "There is 1 file, and the patterns given do not match it. Correct what is included and excluded.",
            ( > 1, _) => FormattableString.Invariant(
                $"There are {listing.Unmatched} files, and none matches the patterns given. Correct what is included and excluded."),
            (_, > 0) => FormattableString.Invariant(
                $"There is no file to read but what is hidden: {listing.Hidden} passed over. Name them, or read hidden ones too."),
            _ => "There is no file to read. Name another folder, or fill it.",
        };
        return new ReadProblem("", null, ReadProblemKind.NoText, reason)
        {
            Option = listing is { Unmatched: 0, Hidden: > 0 } ? nameof(ReadOptions.IncludeHidden) : null,
        };
    }
}
