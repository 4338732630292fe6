using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Files;

/// <summary>
/// Vectors in a memory-mapped file: the operating system keeps the used ones in memory as far as there is room.
/// </summary>
/// <remarks>
/// Rows are only appended, because those of the last save must stay, so each slot's row is looked up. When too many rows are unused, a save
/// moves the others into a new file.
/// </remarks>
internal sealed unsafe class FileRows : FloatRows
{
    // A quarter of the file may be unused before it is rewritten: at most a third more disk, and a row is moved four times at most.
    private const int DeadShare = 4;
    private const int LeastDead = 1024;
    private readonly string _folder;
    private readonly bool _readOnly;

    // The vectors that a read-only index adds outside the file: null in an index that writes to it.
    private readonly MemoryRows? _added;
    private readonly List<int> _dead = [];
    private Placement _now;
    private int _deadInFile;

    private FileRows(string folder, int dimensions, Placement now, bool readOnly)
        : base(dimensions)
    {
        _folder = folder;
        _now = now;
        _readOnly = readOnly;
        _added = readOnly ? new MemoryRows(dimensions) : null;
    }

    public override long MemoryBytes => ((long)_now.End * sizeof(int)) + (_added?.MemoryBytes ?? 0);

    /// <summary>The identity of the file.</summary>
    public Guid Id => _now.File.Id;

    /// <summary>The number of rows in the file, unused ones included.</summary>
    public int Count { get; private set; }

    /// <summary>The row of each slot; -1 for none.</summary>
    public Segments Places => _now.Places;

    public static FileRows Create(string folder, int dimensions)
    {
        Directory.CreateDirectory(folder);
        return new FileRows(folder, dimensions, new Placement(FloatFile.Create(folder, dimensions)), readOnly: false);
    }

    /// <summary>Opens the rows that a save refers to, and overwrites those it no longer refers to.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="id">The file's identity.</param>
    /// <param name="dimensions">Dimensions of a row.</param>
    /// <param name="count">The number of rows in the save.</param>
    /// <param name="places">The row of each slot, each in range and used once; -1 for none.</param>
    /// <param name="readOnly">Whether nothing may be changed.</param>
    public static FileRows Open(string folder, Guid id, int dimensions, int count, ReadOnlySpan<int> places, bool readOnly)
    {
        var now = new Placement(FloatFile.Open(folder, id, dimensions, count, readOnly));
        try
        {
            var used = new bool[count];
            for (var slot = 0; slot < places.Length; slot++)
            {
                if (places[slot] < 0)
                    continue;
                now.Put(slot, places[slot]);
                used[places[slot]] = true;
            }

            var unscrubbed = now.File.Verify(used);
            var rows = new FileRows(folder, dimensions, now, readOnly) { Count = count, _deadInFile = used.Count(u => !u) };
            if (!readOnly)
                rows.Scrub(unscrubbed);
            return rows;
        }
        catch
        {
            now.Dispose();
            throw;
        }
    }

    public override void Put(ReadOnlySpan<int> slots, ReadOnlySpan<float> vectors)
    {
        if (_added is not null)
        {
            _added.Put(slots, vectors);
            return;
        }

        _now.File.Write(Count, vectors);
        foreach (var slot in slots)
            _now.Put(slot, Count++);
    }

    public override float* At(int slot)
    {
        var now = Volatile.Read(ref _now);
        if (_added is not null && (slot >= now.End || *(int*)now.Places.At(slot) < 0))
            return _added.At(slot);
        return now.File.At(*(int*)now.Places.At(slot));
    }

    public override void Release(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
        {
            if (slot < _now.End && *(int*)_now.Places.At(slot) is >= 0 and var row)
            {
                _dead.Add(row);
                _deadInFile++;
                _now.Put(slot, -1);
            }
            else if (_added?.Holds(slot) == true)
            {
                _added.Release([slot]);
            }
        }
    }

    /// <summary>Flushes everything to the disk before a save refers to it, into a new file when too many rows are unused.</summary>
    /// <param name="gate">The guard for waiting until readers have left the old file.</param>
    public void BeforeSave(EpochGuard gate)
    {
        ThrowIfReadOnly();
        if (_deadInFile >= LeastDead && _deadInFile > Count / DeadShare)
            MoveToNewFile(gate);
        _now.File.Flush();
    }

    /// <summary>Overwrites the floats that only the previous save referred to.</summary>
    public void AfterSave()
    {
        Scrub(_dead);
        _dead.Clear();
        IndexFiles.DeleteLeftovers(_folder, Id);
    }

    /// <summary>Closes the file, and deletes it when no save refers to it.</summary>
    public void Discard()
    {
        Dispose();
        File.Delete(_now.File.Path);
    }

    public override void Dispose()
    {
        _now.Dispose();
        _added?.Dispose();
    }

    private void ThrowIfReadOnly()
    {
        if (_readOnly)
        {
            throw new InvalidStateException(
                ErrorCodes.IndexReadOnly, "The index was opened read-only, so it cannot be changed. Open it for writing.");
        }
    }

    private void Scrub(List<int> rows)
    {
        foreach (var row in rows)
            _now.File.Scrub(row);
        if (rows.Count > 0)
            _now.File.Flush();
    }

    private void MoveToNewFile(EpochGuard gate)
    {
        var old = _now;
        var moved = new Placement(FloatFile.Create(_folder, Dimensions));
        var count = 0;
        try
        {
            for (var slot = 0; slot < old.End; slot++)
            {
                if (*(int*)old.Places.At(slot) < 0)
                    continue;
                moved.File.Write(count, new ReadOnlySpan<float>(At(slot), Dimensions));
                moved.Put(slot, count++);
            }
        }
        catch
        {
            moved.Dispose();
            File.Delete(moved.File.Path);
            throw;
        }

        Volatile.Write(ref _now, moved);
        (Count, _deadInFile) = (count, 0);
        // The old file is deleted as a whole, once the new one is referred to.
        _dead.Clear();
        gate.WaitForReaders();
        old.Dispose();
    }

    // The file and the row of each slot are replaced together, so that a reader never has one without the other.
    private sealed class Placement(FloatFile file) : IDisposable
    {
        public FloatFile File { get; } = file;

        public Segments Places { get; } = new(sizeof(int), fill: 0xFF);

        public int End { get; private set; }

        public void Put(int slot, int row)
        {
            Places.Ensure(slot + 1);
            End = Math.Max(End, slot + 1);
            *(int*)Places.At(slot) = row;
        }

        public void Dispose()
        {
            File.Dispose();
            Places.Dispose();
        }
    }
}
