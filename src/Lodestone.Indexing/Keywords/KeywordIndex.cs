using System.Collections.ObjectModel;
using Lodestone.Indexing.Keywords;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lock = System.Threading.Lock;

namespace Lodestone.Indexing;

/// <summary>Finds passages by their words: BM25 over an inverted index on disk.</summary>
/// <remarks>
/// <para>One writer at a time and any number of readers, in this process and others. All members are safe for many threads; writing calls
/// wait for each other, and searching a <see cref="KeywordSnapshot"/> waits for nothing.</para>
/// <para>A score depends on the living passages alone: not on the order they came in, nor on what was removed before, nor on when the
/// files were merged. What was added or removed since the last <see cref="Commit"/> is gone when the index is disposed or the process
/// dies: the labels say from where to catch up. To undo an addition before that, remove its keys.</para>
/// </remarks>
public sealed class KeywordIndex : IDisposable
{
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
        _analysis = new(options);
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

    /// <summary>What was given to the last <see cref="Commit"/> that is open here; empty when there was none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private set; }

    /// <summary>Opens an index to write and search; makes it when the folder is missing or empty.</summary>
    /// <param name="folder">The folder, which belongs to the index alone.</param>
    /// <param name="options">How text is read and scored.</param>
    /// <exception cref="IndexFormatException">
    /// The files are damaged, cut short, another's, or made with another language or stop words. All checksums are verified here.
    /// </exception>
    /// <exception cref="IndexLockedException">Another writer has it open.</exception>
    /// <exception cref="IOException">The file system fails or is full. The index is not at fault and is left as it is.</exception>
    /// <exception cref="UnauthorizedAccessException">A right is missing, or a folder is where a file should be.</exception>
    public static KeywordIndex Open(string folder, KeywordOptions options) => new(folder, options, readOnly: false);

    /// <summary>Opens the last commit to search, writing nothing to the folder; a missing or empty folder is an empty index.</summary>
    /// <param name="folder">The folder of the index.</param>
    /// <param name="options">How text is read and scored.</param>
    /// <remarks>
    /// <see cref="Add"/> and <see cref="Remove"/> act in memory only, so that a reader can follow changes that are not committed yet.
    /// </remarks>
    /// <exception cref="IndexFormatException">The files cannot be used, as with <see cref="Open"/>.</exception>
    public static KeywordIndex OpenReadOnly(string folder, KeywordOptions options) => new(folder, options, readOnly: true);

    /// <summary>Adds passages; one whose key is there already takes its place, and the last of equal keys wins.</summary>
    /// <exception cref="ArgumentException">A key is negative, or a title or text null; those before it have been added.</exception>
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

    /// <summary>Removes passages; keys that are not there are ignored.</summary>
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

    /// <summary>The index as it is now, with all that was added and removed, committed or not. Dispose of it after use.</summary>
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

    /// <summary>Writes all changes to disk with labels of the caller's, both or neither.</summary>
    /// <param name="labels">What to keep beside the passages, such as the sequence of the last change applied.</param>
    /// <remarks>
    /// All files are flushed to the device before the commit is in force. After a failure of power or system the commit in force is this
    /// one or the one before; where the file system keeps less than that, opening notices it.
    /// </remarks>
    /// <exception cref="IOException">The disk is full or fails; the commit before is still in force.</exception>
    /// <exception cref="InvalidOperationException">The index was opened to read only.</exception>
    public void Commit(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (IsReadOnly)
                throw new InvalidStateException(
                    ErrorCodes.IndexReadOnly, $"The keyword index in '{_folder}' is open to read only. Commit where it is open to write.");
            _writer!.Commit(KeywordFieldNames.Data(labels, _analysis.Name));
            Labels = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(labels));
        }
    }

    /// <summary>Goes over to a newer commit in the folder, if there is one, and then forgets the changes made in memory.</summary>
    /// <returns>Whether there was; <see cref="Labels"/> then say from where to catch up.</returns>
    /// <exception cref="InvalidOperationException">The index is open to write, where it is always the newest.</exception>
    /// <exception cref="IndexFormatException">The newer files cannot be used; the index stays as it was.</exception>
    /// <exception cref="IOException">The file system fails; the index stays as it was.</exception>
    public bool Refresh()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!IsReadOnly)
                throw new InvalidOperationException($"The keyword index in '{_folder}' is open to write and is always up to date.");
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

    /// <summary>Closes the index, dropping what is not committed. Snapshots stay usable.</summary>
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

    // The labels of the commit in force; null when there is no index yet.
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

/// <summary>A passage to be found by its words.</summary>
/// <param name="Key">Its number, 0 or more.</param>
/// <param name="Title">Its title, or an empty string. Its words are searched like those of the text.</param>
/// <param name="Text">Its text.</param>
public readonly record struct KeywordEntry(long Key, string Title, string Text);
