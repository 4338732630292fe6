using Lodestone.Indexing.Vectors;
using Lodestone.Indexing.Vectors.Files;
using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing;

/// <summary>Vectors under keys, and which of them are nearest to a query.</summary>
/// <remarks>
/// <para>
/// Any number of threads may search while others change the index; a search takes no lock and waits for nobody. Changes wait for each
/// other. What is added in one call becomes visible when the call ends. A search that must see an exact state gives
/// <see cref="VectorQuery.MaxKey"/> and <see cref="VectorQuery.Hidden"/>.
/// </para>
/// <para>
/// An index in a folder keeps its floats in a file there, mapped into the address space, and everything else in memory; what was added
/// since the last <see cref="Save"/> is lost with the process, and the last save opens. An index without a folder keeps all in memory.
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

    /// <summary>Dimensions of every vector.</summary>
    public int Dimensions => Slots.Dimensions;

    /// <summary>How near two vectors are.</summary>
    public VectorMetric Metric => Slots.Metric;

    /// <summary>Vectors that can be found.</summary>
    public int Count => Slots.Live;

    /// <summary>Vectors removed whose place was not repaired yet.</summary>
    public int Removed => Slots.Removed;

    /// <summary>The folder it is saved to; null for an index in memory alone.</summary>
    public string? Folder { get; }

    /// <summary>What its owner gave it when it was last saved.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private set; }

    private protected VectorSlots Slots { get; }

    private protected EpochGuard Gate { get; } = new();

    private protected ScratchPool Scratches { get; } = new();

    /// <summary>Opens a saved index, whichever it is. Every checksum and every number in it is checked first.</summary>
    /// <param name="folder">The folder it was saved to.</param>
    /// <param name="readOnly">
    /// Change nothing in the folder: for a process beside the one that writes. What is added then stays in memory. Default: false.
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

    /// <summary>Reads what a saved index says of itself: quick, whatever its size. Only the header is checked.</summary>
    /// <exception cref="IndexFormatException">There is no header that can be used.</exception>
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

    /// <summary>Adds vectors. All of them, or none when it fails or is cancelled.</summary>
    /// <param name="keys">Their keys: not negative, not in the index, each once.</param>
    /// <param name="vectors">As many times <see cref="Dimensions"/> floats, one vector after another. Finite. They are copied.</param>
    /// <param name="threads">Threads to build on; more than one give a graph that depends on timing. Default: 1.</param>
    /// <param name="cancellationToken">Checked between vectors.</param>
    /// <exception cref="ArgumentException">A key is there already, the number of floats is wrong, or one is not finite.</exception>
    /// <exception cref="IOException">The file of floats cannot grow.</exception>
    public void Add(ReadOnlySpan<long> keys, ReadOnlySpan<float> vectors, int threads = 1, CancellationToken cancellationToken = default)
    {
        InvalidRangeException.ThrowIfLess(threads, 1);
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            VectorValidation.Validate(keys, vectors, Slots);
            if (keys.IsEmpty)
                return;
            cancellationToken.ThrowIfCancellationRequested();
            var slots = Slots.Take(keys, vectors);
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

    /// <summary>Removes vectors: no search that begins afterwards returns them. Gives how many of the keys were there.</summary>
    /// <remarks>
    /// Their codes stay, and in a graph lead on to others, until <see cref="Repair"/> overwrites them with zeros. Their floats are
    /// overwritten by <see cref="Repair"/> in an index in memory, and at the end of the next <see cref="Save"/> in one in a folder.
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

    /// <summary>The keys of all vectors that can be found, in no order that means anything.</summary>
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
    /// <param name="query">What is asked; null for the defaults.</param>
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
    /// Closes the gaps that removed vectors left: links lead round them, their codes are overwritten with zeros, their places are used
    /// again. Searches go on meanwhile. Gives how many were repaired.
    /// </summary>
    /// <param name="threads">Threads to work on. Default: 1.</param>
    /// <param name="cancellationToken">Checked between vectors; what was done until then stays done.</param>
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
    /// How many of its own vectors to search for, to measure recall against an exact search; 0 for none. Default: 100.
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
    /// Saves the index to its folder, replacing the last save in one step; then overwrites the floats of removed vectors with zeros.
    /// </summary>
    /// <param name="labels">What to keep beside it, such as what it was made of: read back by <see cref="ReadInfo"/>. 1 MB at most.</param>
    /// <exception cref="InvalidOperationException">It has no folder.</exception>
    /// <exception cref="IOException">It cannot be written; the last save stays.</exception>
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

            // Those who began before a removal may still want its floats.
            Gate.WaitForReaders();
            rows.Release(Slots.InState(SlotState.Removed));
            rows.BeforeSave(Gate);
            Write(Folder, rows, labels);
            rows.AfterSave();
            Labels = new Dictionary<string, string>(labels, StringComparer.Ordinal);
        }
    }

    /// <summary>Frees the index's memory when the searches in flight have ended. What was not saved is lost.</summary>
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

    /// <summary>All vectors in portions, in the order of their slots: cosine ones as they are kept, of length 1.</summary>
    internal IEnumerable<(long[] Keys, float[] Vectors)> Portions()
    {
        const int Portion = 16_384;
        foreach (var slots in Slots.InState(SlotState.Live).Chunk(Portion))
            yield return (KeysOf(slots), VectorsOf(slots));
    }

    private unsafe long[] KeysOf(int[] slots)
    {
        var keys = new long[slots.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = Slots.Facts(slots[i])->Key;
        return keys;
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
