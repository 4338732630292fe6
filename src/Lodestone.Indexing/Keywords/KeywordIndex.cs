using System.Collections.ObjectModel;
using Lodestone.Indexing.Keywords;
using Lodestone.Indexing.Keywords.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lock = System.Threading.Lock;

namespace Lodestone.Indexing;

/// <summary>Finds passages by their words, with BM25 over an inverted index on disk.</summary>
/// <remarks>
/// <para>
/// One writer at a time and any number of readers, in this process and others. All members are thread-safe; writing calls wait for each
/// other, and searching a <see cref="KeywordSnapshot"/> never waits.
/// </para>
/// <para>
/// A score depends on the live passages alone: not on the order of additions, earlier removals, or the time of merges. Changes since the
/// last <see cref="Commit"/> are lost when the index is disposed or the process ends; the labels show from where to catch up. To undo an
/// addition before that, remove its keys.
/// </para>
/// </remarks>
public sealed class KeywordIndex : IDisposable
{
    /// <summary>The file in an index's folder that every <see cref="Commit"/> replaces.</summary>
    public const string FileName = KeywordFiles.ManifestFile;

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly KeywordOptions _options;
    private readonly KeywordAnalysis _analysis;
    private readonly KeywordDirectory _directory;
    private readonly FileStream? _lock;
    private readonly CommittedPart? _committed;
    private readonly KeywordWriter? _writer;
    private bool _disposed;

    private KeywordIndex(string folder, KeywordOptions options, bool readOnly)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _folder = folder;
        _options = options;
        IsReadOnly = readOnly;
        _lock = readOnly ? null : KeywordLock.Take(folder);
        _analysis = new(options.Language, options.StopWords, options.FoldAccents);
        _directory = new(folder);
        try
        {
            if (readOnly)
            {
                _committed = new(folder, _analysis.Name, _directory);
                Labels = _committed.Labels;
                _writer = new(new RAMDirectory(), _analysis);
            }
            else
            {
                var found = OpenToWrite();
                _writer = new(_directory, _analysis);
                Labels = found ?? ReadOnlyDictionary<string, string>.Empty;
                if (found is null)
                    Commit(Labels);
            }
        }
        catch (Exception e)
        {
            Release();
            if (KeywordFiles.Explain(folder, e) is { } explained)
                throw explained;
            throw;
        }
    }

    /// <summary>Whether the index was opened with <see cref="OpenReadOnly"/>.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The labels of the last <see cref="Commit"/> that is open here; empty before the first commit.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private set; }

    /// <summary>Opens an index for writing and searching; creates it when the folder is missing or empty.</summary>
    /// <param name="folder">The folder, which must have no other use.</param>
    /// <param name="options">The analysis and scoring of text.</param>
    /// <exception cref="IndexFormatException">
    /// A file is damaged, truncated or another index's, or the index has another language or stop words. All checksums are verified.
    /// </exception>
    /// <exception cref="IndexLockedException">Another writer has the index open.</exception>
    /// <exception cref="IOException">The file system fails or is full. The index itself is undamaged and unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">A permission is missing, or a file's path is that of a folder.</exception>
    public static KeywordIndex Open(string folder, KeywordOptions options) => new(folder, options, readOnly: false);

    /// <summary>Opens the last commit for searching, without writing to the folder; a missing or empty folder is an empty index.</summary>
    /// <param name="folder">The folder of the index.</param>
    /// <param name="options">The analysis and scoring of text.</param>
    /// <remarks>
    /// <see cref="Add"/> and <see cref="Remove"/> change memory only, so that a reader can follow uncommitted changes.
    /// </remarks>
    /// <exception cref="IndexFormatException">The files cannot be used, as with <see cref="Open"/>.</exception>
    public static KeywordIndex OpenReadOnly(string folder, KeywordOptions options) => new(folder, options, readOnly: true);

    /// <summary>Copies the last commit of an index into another folder; the copy is on the disk when the call ends.</summary>
    /// <remarks>The index may be open, searched and changed meanwhile. It must not be committed.</remarks>
    /// <param name="folder">The folder of the index.</param>
    /// <param name="target">The folder to copy to, which is created; it must not have an index.</param>
    /// <param name="copied">Receives the number of bytes of each portion. Default: null, no receiver.</param>
    /// <param name="cancellationToken">Honoured between portions; an unfinished copy stays, and does not open.</param>
    /// <exception cref="IndexFormatException">There is no commit, or a file of it is missing or has another length.</exception>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    public static void CopyCommit(
        string folder, string target, IProgress<long>? copied = null, CancellationToken cancellationToken = default)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        InvalidArgumentException.ThrowIfBlank(target);
        KeywordFiles.Copy(folder, target, copied, cancellationToken);
    }

    /// <summary>Upserts passages by key; of equal keys the last wins.</summary>
    /// <exception cref="ArgumentException">
    /// A key is negative, or a title or text is null; the entries before it have been added.
    /// </exception>
    public void Add(IEnumerable<KeywordEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            foreach (var entry in entries)
            {
                InvalidRangeException.ThrowIfLess(entry.Key, 0, nameof(entries));
                ArgumentNullException.ThrowIfNull(entry.Title, nameof(entries));
                ArgumentNullException.ThrowIfNull(entry.Text, nameof(entries));
                _writer!.Put(entry);
                _committed?.Mask(entry.Key);
            }
        }
    }

    /// <summary>Removes passages; unknown keys are ignored.</summary>
    public void Remove(IEnumerable<long> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            foreach (var key in keys)
            {
                _writer!.Remove(key);
                _committed?.Mask(key);
            }
        }
    }

    /// <summary>Takes a snapshot with all additions and removals, committed or not. Dispose it after use.</summary>
    public KeywordSnapshot Snapshot()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _writer!.Renew();
            DirectoryReader[] readers = _committed?.Reader is { } committed ? [_writer.Reader, committed] : [_writer.Reader];
            var written = _writer.Reader.Leaves.Select(l => SegmentView.Of(l.AtomicReader));
            SegmentView[] segments = [.. written, .. _committed?.Segments() ?? []];
            foreach (var reader in readers)
                reader.IncRef();
            return new(readers, segments, _options, _analysis);
        }
    }

    /// <summary>Writes all changes and the caller's labels to disk atomically.</summary>
    /// <param name="labels">Labels to keep beside the passages, such as the sequence number of the last change.</param>
    /// <remarks>
    /// All files are flushed to the device before the commit takes effect. After a power or system failure, this commit or the previous one
    /// is in effect; if the file system kept less, opening detects it.
    /// </remarks>
    /// <exception cref="IOException">The disk is full or fails; the previous commit is still in effect.</exception>
    /// <exception cref="InvalidOperationException">The index was opened read-only.</exception>
    public void Commit(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (IsReadOnly)
                throw new InvalidStateException(
                    ErrorCodes.IndexReadOnly, $"The keyword index in '{_folder}' is open read-only. Open it for writing to commit.");
            _writer!.Commit(KeywordFieldNames.Data(labels, _analysis.Name));
            Labels = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(labels));
        }
    }

    /// <summary>Switches to a newer commit in the folder, if one exists, and then drops the changes made in memory.</summary>
    /// <returns>Whether a newer commit was found; <see cref="Labels"/> then show from where to catch up.</returns>
    /// <exception cref="InvalidOperationException">The index is open for writing, where it is always up to date.</exception>
    /// <exception cref="IndexFormatException">The newer files cannot be used; the index is unchanged.</exception>
    /// <exception cref="IOException">The file system fails; the index is unchanged.</exception>
    public bool Refresh()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!IsReadOnly)
                throw new InvalidOperationException($"The keyword index in '{_folder}' is open for writing and is always up to date.");
            try
            {
                if (!_committed!.Refresh())
                    return false;
            }
            catch (Exception e) when (KeywordFiles.Explain(_folder, e) is { } explained)
            {
                throw explained;
            }
            Labels = _committed.Labels;
            _writer!.Clear();
            return true;
        }
    }

    /// <summary>Closes the index and drops uncommitted changes. Snapshots stay usable.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            Release();
        }
    }

    // The labels of the commit in effect; null for a new index.
    private ReadOnlyDictionary<string, string>? OpenToWrite()
    {
        if (KeywordFiles.Newest(_folder) is not { } manifest)
            return null;
        var commit = KeywordFiles.Check(_directory, _folder, manifest, _analysis.Name);
        KeywordFiles.Tidy(_folder, manifest);
        _directory.Manifest = manifest;
        return KeywordFieldNames.Of(commit.UserData);
    }

    private void Release()
    {
        _writer?.Dispose();
        _committed?.Dispose();
        _directory.Dispose();
        _lock?.Dispose();
    }
}

/// <summary>A passage for the keyword index.</summary>
/// <param name="Key">The passage's number, 0 or more.</param>
/// <param name="Title">The title, or an empty string. Its words are searched like those of the text.</param>
/// <param name="Text">The text.</param>
public readonly record struct KeywordEntry(long Key, string Title, string Text)
{
    /// <summary>The number that orders the passage among equal scores, ascending; equal numbers by key. Default: 0.</summary>
    public ulong Tie { get; init; }
}
