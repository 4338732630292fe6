using System.Collections.ObjectModel;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;
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
    private const double BufferMegabytes = 48;
    private const int MostAttempts = 10;

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly KeywordOptions _options;
    private readonly KeywordAnalysis _analysis;
    private readonly KeywordFields _fields;
    private readonly Directory _directory;
    private readonly FileStream? _lock;
    private readonly HashSet<long> _masked = [];
    private IndexWriter _writer;
    private DirectoryReader? _base;
    private DirectoryReader? _current;
    private bool _disposed;

    private KeywordIndex(string folder, KeywordOptions options, bool readOnly)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _folder = folder;
        _options = options;
        IsReadOnly = readOnly;
        if (!readOnly)
        {
            System.IO.Directory.CreateDirectory(folder);
            _lock = TakeLock(folder);
        }
        _analysis = new(options);
        _fields = new(_analysis);
        _directory = FSDirectory.Open(new DirectoryInfo(folder), NoLockFactory.GetNoLockFactory());
        try
        {
            _base = readOnly ? OpenNewest(null) : null;
            var commit = readOnly ? null : KeywordFiles.Check(_directory, folder, _analysis.Name);
            Labels = LabelsOf(_base?.IndexCommit.UserData ?? commit?.UserData);
            _writer = NewWriter(readOnly ? new RAMDirectory() : _directory);
            if (!readOnly && commit is null)
                Commit(Labels);
            _current = DirectoryReader.Open(_writer, true);
            WarmUp();
        }
        catch (Exception e) when (KeywordFiles.IsAboutContent(e))
        {
            Release();
            throw KeywordFiles.Unusable(folder, "an index that can be read", e.Message, e);
        }
        catch
        {
            Release();
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
                ArgumentOutOfRangeException.ThrowIfNegative(entry.Key, nameof(entries));
                ArgumentNullException.ThrowIfNull(entry.Title, nameof(entries));
                ArgumentNullException.ThrowIfNull(entry.Text, nameof(entries));
                _writer.UpdateDocument(new Term(KeywordFields.Key, KeywordFields.Term(entry.Key)), _fields.Fill(entry));
                if (IsReadOnly)
                    _masked.Add(entry.Key);
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
                _writer.DeleteDocuments(new Term(KeywordFields.Key, KeywordFields.Term(key)));
                if (IsReadOnly)
                    _masked.Add(key);
            }
        }
    }

    /// <summary>The index as it is now, with all that was added and removed, committed or not. Dispose of it after use.</summary>
    public KeywordSnapshot Snapshot()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Renew();
            var readers = new List<DirectoryReader> { _current! };
            var segments = _current!.Leaves.Select(l => SegmentView.Of(l.AtomicReader));
            if (_base is not null)
            {
                readers.Add(_base);
                segments = segments.Concat(_base.Leaves.Select(l => SegmentView.Without(l.AtomicReader, _masked)));
            }
            SegmentView[] views = [.. segments];
            foreach (var reader in readers)
                reader.IncRef();
            return new(readers, views, _options, _analysis);
        }
    }

    /// <summary>Writes all changes to disk with labels of the caller's, both or neither. Files are flushed to the device.</summary>
    /// <param name="labels">What to keep beside the passages, such as the sequence of the last change applied.</param>
    /// <exception cref="InvalidOperationException">The index was opened to read only.</exception>
    public void Commit(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (IsReadOnly)
                throw new InvalidOperationException(
                    $"The keyword index in '{_folder}' is open to read only. Commit where it is open to write.");
            var data = labels.ToDictionary(l => KeywordFiles.Own + l.Key, l => l.Value);
            data[KeywordFiles.FormatLabel] = KeywordFiles.Format;
            data[KeywordFiles.AnalyzerLabel] = _analysis.Name;
            _writer.SetCommitData(data);
            _writer.Commit();
            Labels = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(labels));
        }
    }

    /// <summary>Goes over to a newer commit in the folder, if there is one, and then forgets the changes made in memory.</summary>
    /// <returns>Whether there was; <see cref="Labels"/> then say from where to catch up.</returns>
    /// <exception cref="InvalidOperationException">The index is open to write, where it is always the newest.</exception>
    /// <exception cref="IndexFormatException">The newer files cannot be used; the index stays as it was.</exception>
    public bool Refresh()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!IsReadOnly)
                throw new InvalidOperationException($"The keyword index in '{_folder}' is open to write and is always up to date.");
            if (OpenNewest(_base) is not { } newer)
                return false;
            _base?.Dispose();
            _base = newer;
            Labels = LabelsOf(newer.IndexCommit.UserData);
            _masked.Clear();
            _writer.DeleteAll();
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

    private void Renew()
    {
        var newer = _current is null ? DirectoryReader.Open(_writer, true) : DirectoryReader.OpenIfChanged(_current, _writer, true);
        if (newer is null)
            return;
        _current?.Dispose();
        _current = newer;
    }

    // Null when there is none, or none newer. A writer may commit meanwhile and delete the files being read: then there is a newer one.
    private DirectoryReader? OpenNewest(DirectoryReader? old)
    {
        for (var attempt = 0; ; attempt++)
        {
            string? name = null;
            try
            {
                name = KeywordFiles.Newest(_folder);
                if (name is null || name == old?.IndexCommit.SegmentsFileName)
                    return null;
                KeywordFiles.Check(_directory, _folder, _analysis.Name, old?.IndexCommit.FileNames);
                return old is null ? DirectoryReader.Open(_directory) : DirectoryReader.OpenIfChanged(old);
            }
            catch (Exception e) when (attempt < MostAttempts && (e is IndexFormatException or IOException) &&
                KeywordFiles.Newest(_folder) != name)
            {
                continue;
            }
            catch (Exception e) when (KeywordFiles.IsAboutContent(e))
            {
                throw KeywordFiles.Unusable(_folder, "an index that can be read", e.Message, e);
            }
        }
    }

    // Reads the columns, so that what cannot be read fails at open and not at the first search.
    private void WarmUp()
    {
        foreach (var leaf in (_base ?? _current)!.Leaves)
            SegmentView.Of(leaf.AtomicReader);
    }

    private void Release()
    {
        _current?.Dispose();
        _base?.Dispose();
        _writer?.Rollback();
        _fields.Dispose();
        _directory.Dispose();
        _lock?.Dispose();
    }

    private static IndexWriter NewWriter(Directory directory)
    {
        var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            RAMBufferSizeMB = BufferMegabytes,
            UseCompoundFile = false,
            MergeScheduler = new SerialMergeScheduler(),
            MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
        };
        return new IndexWriter(directory, config);
    }

    // Locked by the operating system, which lets go of it when the process ends.
    private static FileStream TakeLock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, KeywordFiles.LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new IndexLockedException(folder, e);
        }
    }

    private static ReadOnlyDictionary<string, string> LabelsOf(IDictionary<string, string>? data) =>
        new((data ?? new Dictionary<string, string>()).Where(d => d.Key.StartsWith(KeywordFiles.Own, StringComparison.Ordinal))
            .ToDictionary(d => d.Key[KeywordFiles.Own.Length..], d => d.Value));
}
