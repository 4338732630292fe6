namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>Counts the searches in flight, so that a writer can wait until all earlier ones have ended.</summary>
/// <remarks>
/// A search takes no lock: it increments a counter and decrements it at its end. There are two counters. A writer directs new searches to
/// the other counter and waits for the first to reach zero; after that no search has an address or a slot from before.
/// </remarks>
internal sealed class EpochGuard
{
    private const int Closed = int.MinValue / 2;
    private readonly int[] _readers = new int[64]; // The counters are at 0 and 32: on cache lines of their own.
    private int _turn;

    /// <summary>Enters; pass the result to <see cref="Leave"/>.</summary>
    /// <exception cref="ObjectDisposedException">The guard is closed.</exception>
    public int Enter()
    {
        while (true)
        {
            var side = (Volatile.Read(ref _turn) & 1) * 32;
            var readers = Interlocked.Increment(ref _readers[side]);
            if (readers < 0)
            {
                Interlocked.Decrement(ref _readers[side]);
                throw new ObjectDisposedException(nameof(VectorIndex));
            }

            if ((Volatile.Read(ref _turn) & 1) * 32 == side)
                return side;
            Interlocked.Decrement(ref _readers[side]);
        }
    }

    public void Leave(int side) => Interlocked.Decrement(ref _readers[side]);

    /// <summary>Waits until every search that had entered before has left. One caller at a time.</summary>
    public void WaitForReaders()
    {
        var side = (_turn & 1) * 32;
        Interlocked.Increment(ref _turn);
        Await(side, 0);
    }

    /// <summary>Refuses new searches and waits for those inside. One caller, once.</summary>
    public void Close()
    {
        foreach (var side in (ReadOnlySpan<int>)[0, 32])
            Interlocked.Add(ref _readers[side], Closed);
        Await(0, Closed);
        Await(32, Closed);
    }

    private void Await(int side, int value)
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref _readers[side]) != value)
            spin.SpinOnce();
    }
}
