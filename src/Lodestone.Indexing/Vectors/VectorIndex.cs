using Lodestone.Indexing.Vectors;
using Lodestone.Indexing.Vectors.Files;
using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing;

/// <summary>Finds the nearest of a set of vectors with keys.</summary>
/// <remarks>
/// <para>
/// Any number of threads may search while others change the index; a search takes no lock and never waits. Changes wait for each other. The
/// vectors of one call become visible when the call ends. A search that needs a snapshot sets <see cref="VectorQuery.MaxKey"/> and
/// <see cref="VectorQuery.Hidden"/>.
/// </para>
/// <para>
/// An index in a folder keeps its floats in a file there, mapped into the address space, and everything else in memory. Changes since the
/// last <see cref="Save"/> are lost with the process, and the last save still opens. An index without a folder keeps everything in memory.
/// </para>
/// </remarks>
public abstract class VectorIndex : IDisposable
{
    /// <summary>The file in an index's folder that every <see cref="Save"/> replaces.</summary>
    public const string FileName = IndexFiles.Index;

    private readonly Lock _changing = new();
    private bool _disposed;

    private protected VectorIndex(VectorSlots slots, string? folder, IReadOnlyDictionary<string, string>? labels)
    {
        Slots = slots;
        Folder = folder;
        Labels = labels ?? new Dictionary<string, string>();
    }

    /// <summary>The number of dimensions of every vector.</summary>
    public int Dimensions => Slots.Dimensions;

    /// <summary>The similarity of two vectors.</summary>
    public VectorMetric Metric => Slots.Metric;

    /// <summary>The number of vectors that can be found.</summary>
    public int Count => Slots.Live;

    /// <summary>The number of removed vectors whose slot is not repaired yet.</summary>
    public int Removed => Slots.Removed;

    /// <summary>The folder of its saves; null for an index in memory only.</summary>
    public string? Folder { get; }

    /// <summary>The caller's labels of the last save.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private set; }

    private protected VectorSlots Slots { get; }

    private protected EpochGuard Gate { get; } = new();

    private protected ScratchPool Scratches { get; } = new();

    /// <summary>Opens a saved index of either kind. Every checksum and every number in it is verified first.</summary>
    /// <param name="folder">The folder that it was saved to.</param>
    /// <param name="readOnly">
    /// Whether to leave the folder unchanged, for a process beside the one that writes. Additions then stay in memory. Default: false.
    /// </param>
    /// <exception cref="IndexFormatException">
    /// A file is missing, damaged, truncated, of another version, or belongs to another index.
    /// </exception>
    public static VectorIndex Open(string folder, bool readOnly = false)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        var (header, slots, graph) = IndexStore.Read(folder, readOnly);
        if (!readOnly)
            IndexFiles.DeleteLeftovers(folder, header.Floats);
        return graph is null ? new FlatIndex(slots, folder, header.Labels) : new HnswIndex(slots, graph, folder, header.Labels);
    }

    /// <summary>Reads the header of a saved index: fast, whatever its size. Only the header is verified.</summary>
    /// <exception cref="IndexFormatException">The header is missing or cannot be used.</exception>
    public static VectorIndexInfo ReadInfo(string folder)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        var header = IndexStore.ReadHeader(folder);
        return new VectorIndexInfo
        {
            HasGraph = header.Kind == IndexKind.Hnsw,
            Dimensions = header.Dimensions,
            Metric = header.Metric,
            Count = header.Live,
            Labels = header.Labels,
        };
    }

    /// <summary>Copies the last save of an index into another folder; the copy is on the disk when the call ends.</summary>
    /// <remarks>
    /// The index may be open and searched, and vectors may be added and removed meanwhile. It must not be saved: opening a copy that was
    /// made during a save may find it damaged.
    /// </remarks>
    /// <param name="folder">The folder that it was saved to.</param>
    /// <param name="target">The folder to copy to, which is created; it must not have an index.</param>
    /// <param name="copied">Receives the number of bytes of each portion. Default: null, no receiver.</param>
    /// <param name="cancellationToken">Honoured between portions; an unfinished copy stays, and does not open.</param>
    /// <exception cref="IndexFormatException">A file is missing, or its header cannot be used.</exception>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    public static void CopySave(
        string folder, string target, IProgress<long>? copied = null, CancellationToken cancellationToken = default)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        InvalidArgumentException.ThrowIfBlank(target);
        Directory.CreateDirectory(target);
        IndexStore.Copy(folder, target, copied, cancellationToken);
    }

    /// <summary>Adds vectors atomically: all of them, or none when the call fails or is cancelled.</summary>
    /// <param name="keys">The keys: not negative, not in the index, each once.</param>
    /// <param name="vectors"><see cref="Dimensions"/> finite floats per key, one vector after another. They are copied.</param>
    /// <param name="threads">The number of threads; with more than one the graph depends on timing. Default: 1.</param>
    /// <param name="cancellationToken">Honoured between vectors.</param>
    /// <exception cref="ArgumentException">A key is already in the index, the number of floats is wrong, or one is not finite.</exception>
    /// <exception cref="IOException">The file of floats cannot grow.</exception>
    public void Add(
        ReadOnlySpan<long> keys, ReadOnlySpan<float> vectors, int threads = 1, CancellationToken cancellationToken = default) =>
        Add(keys, vectors, [], threads, cancellationToken);

    /// <summary>Adds vectors atomically, each with the number that orders it among equal similarities.</summary>
    /// <param name="keys">The keys: not negative, not in the index, each once.</param>
    /// <param name="vectors"><see cref="Dimensions"/> finite floats per key, one vector after another. They are copied.</param>
    /// <param name="ties">
    /// One number per key; of equal similarities the lower comes first, also where a search cuts its hits. Empty for an order by key.
    /// </param>
    /// <param name="threads">The number of threads; with more than one the graph depends on timing. Default: 1.</param>
    /// <param name="cancellationToken">Honoured between vectors.</param>
    /// <exception cref="ArgumentException">
    /// A key is already in the index, the number of floats or of ties is wrong, or a float is not finite.
    /// </exception>
    /// <exception cref="IOException">The file of floats cannot grow.</exception>
    public void Add(
        ReadOnlySpan<long> keys, ReadOnlySpan<float> vectors, ReadOnlySpan<ulong> ties, int threads = 1,
        CancellationToken cancellationToken = default)
    {
        if (!ties.IsEmpty && ties.Length != keys.Length)
        {
            throw new InvalidArgumentException(
                ErrorCodes.CountsDiffer, $"{ties.Length} ties were given for {keys.Length} keys; give one for each key, or none.",
                nameof(ties));
        }

        InvalidRangeException.ThrowIfLess(threads, 1);
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            VectorValidation.Validate(keys, vectors, Slots);
            if (keys.IsEmpty)
                return;
            cancellationToken.ThrowIfCancellationRequested();
            var slots = Slots.Take(keys, vectors, ties);
            try
            {
                Link(slots, threads, cancellationToken);
            }
            catch
            {
                Slots.Abandon(slots);
                throw;
            }

            Slots.Publish(slots);
        }
    }

    /// <summary>Removes vectors, so that later searches do not return them, and returns the number of keys found.</summary>
    /// <remarks>
    /// Their codes stay, and route walks in a graph, until <see cref="Repair"/> overwrites them with zeros. Their floats are overwritten by
    /// <see cref="Repair"/> in an index in memory, and at the end of the next <see cref="Save"/> in an index in a folder.
    /// </remarks>
    public int Remove(ReadOnlySpan<long> keys)
    {
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var removed = 0;
            foreach (var key in keys)
                removed += Slots.Remove(key) ? 1 : 0;
            return removed;
        }
    }

    /// <summary>Whether a vector can be found under this key.</summary>
    public bool Contains(long key)
    {
        var side = Gate.Enter();
        try
        {
            return Slots.Table.Find(key) >= 0;
        }
        finally
        {
            Gate.Leave(side);
        }
    }

    /// <summary>The keys of all vectors that can be found, in no defined order.</summary>
    public IReadOnlyList<long> Keys()
    {
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return KeysOf(Slots.InState(SlotState.Live));
        }
    }

    /// <summary>Finds the nearest vectors.</summary>
    /// <param name="vector">The query: <see cref="Dimensions"/> finite floats.</param>
    /// <param name="query">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The query has other dimensions, or a number that is not finite.</exception>
    public VectorResults Search(ReadOnlySpan<float> vector, VectorQuery? query = null)
    {
        query ??= DefaultQuery;
        query.Validate();
        VectorValidation.ValidateQuery(vector, Slots);
        var side = Gate.Enter();
        var scratch = Scratches.Rent();
        try
        {
            var kept = scratch.Kept(vector.Length);
            VectorNormalizer.Write(vector, kept, Metric);
            return Slots.Live == 0
                ? new VectorResults([], SearchPath.Empty, 0, 0, 0)
                : Find(scratch.Code(kept, Metric), query, new KeyFilter(query), scratch);
        }
        finally
        {
            Scratches.Return(scratch);
            Gate.Leave(side);
        }
    }

    /// <summary>
    /// Frees the slots of removed vectors and returns their number: links are rerouted around them, their codes are overwritten with zeros,
    /// and the slots are reused. Searches continue meanwhile.
    /// </summary>
    /// <param name="threads">The number of threads. Default: 1.</param>
    /// <param name="cancellationToken">Honoured between vectors; completed repairs are kept.</param>
    public int Repair(int threads = 1, CancellationToken cancellationToken = default)
    {
        InvalidRangeException.ThrowIfLess(threads, 1);
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var removed = Slots.InState(SlotState.Removed);
            if (removed.Length == 0)
                return 0;
            Unlink(removed, threads, cancellationToken);
            Gate.WaitForReaders();
            Forget(removed);
            Slots.Release(removed);
            return removed.Length;
        }
    }

    /// <summary>Examines the index.</summary>
    /// <param name="sample">
    /// The number of its own vectors to search for, to measure recall against an exact search; 0 for none. Default: 100.
    /// </param>
    public VectorIndexHealth Examine(int sample = 100)
    {
        InvalidRangeException.ThrowIfLess(sample, 0);
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Diagnose(SampledRecall.Of(this, Slots, sample), Math.Min(sample, Count));
        }
    }

    /// <summary>
    /// Saves the index to its folder atomically, replacing the last save; then overwrites the floats of removed vectors with zeros.
    /// </summary>
    /// <param name="labels">
    /// Labels to keep with the save, such as the source of the vectors; <see cref="ReadInfo"/> returns them. At most 1 MB.
    /// </param>
    /// <exception cref="InvalidOperationException">The index has no folder.</exception>
    /// <exception cref="IOException">The save cannot be written; the last save stays.</exception>
    public void Save(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (Folder is null || Slots.Rows is not FileRows rows)
            {
                throw new InvalidStateException(
                    ErrorCodes.IndexWithoutFolder, "The index was created without a folder, so it cannot be saved. Create it with one.");
            }

            // Searches that began before a removal may still need its floats.
            Gate.WaitForReaders();
            rows.Release(Slots.InState(SlotState.Removed));
            rows.BeforeSave(Gate);
            Write(Folder, rows, labels);
            rows.AfterSave();
            Labels = new Dictionary<string, string>(labels, StringComparer.Ordinal);
        }
    }

    /// <summary>Frees the index's memory after its in-flight searches have ended. Unsaved changes are lost.</summary>
    public void Dispose()
    {
        lock (_changing)
        {
            if (_disposed)
                return;
            _disposed = true;
            Gate.Close();
            Release();
            Slots.Dispose();
            Scratches.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Returns all vectors in portions, in the order of their slots: cosine ones in their stored form, of length 1.</summary>
    internal IEnumerable<(long[] Keys, float[] Vectors, ulong[] Ties)> Portions()
    {
        const int Portion = 16_384;
        foreach (var slots in Slots.InState(SlotState.Live).Chunk(Portion))
            yield return (KeysOf(slots), VectorsOf(slots), TiesOf(slots));
    }

    private unsafe long[] KeysOf(int[] slots)
    {
        var keys = new long[slots.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = Slots.Facts(slots[i])->Key;
        return keys;
    }

    private unsafe ulong[] TiesOf(int[] slots)
    {
        var ties = new ulong[slots.Length];
        for (var i = 0; i < ties.Length; i++)
            ties[i] = Slots.Facts(slots[i])->Tie;
        return ties;
    }

    private unsafe float[] VectorsOf(int[] slots)
    {
        var vectors = new float[slots.Length * Dimensions];
        for (var i = 0; i < slots.Length; i++)
            new ReadOnlySpan<float>(Slots.Rows.At(slots[i]), Dimensions).CopyTo(vectors.AsSpan(i * Dimensions));
        return vectors;
    }

    private static VectorQuery DefaultQuery { get; } = new();

    private protected abstract VectorResults Find(in CodedQuery coded, VectorQuery query, KeyFilter filter, Scratch scratch);

    private protected abstract void Link(int[] slots, int threads, CancellationToken cancellationToken);

    private protected abstract void Unlink(int[] removed, int threads, CancellationToken cancellationToken);

    private protected abstract void Forget(int[] removed);

    private protected abstract VectorIndexHealth Diagnose(double? recall, int sample);

    private protected abstract void Write(string folder, FileRows rows, IReadOnlyDictionary<string, string> labels);

    private protected abstract void Release();
}
