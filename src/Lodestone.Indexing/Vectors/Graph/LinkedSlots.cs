namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>A slot's links on a level, read without a lock: each link is read once, and the first empty one ends the list.</summary>
/// <remarks>
/// Another thread may replace a full block by a shorter one meanwhile. A length read earlier would lead to a number that is not a slot, and
/// from there out of the process's memory.
/// </remarks>
/// <param name="block">The block of links.</param>
/// <param name="capacity">The maximum number of links in the block.</param>
internal readonly unsafe ref struct LinkedSlots(int* block, int capacity)
{
    public Enumerator GetEnumerator() => new(block, capacity);

    public ref struct Enumerator(int* block, int capacity)
    {
        private int _next;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            if (_next == capacity)
                return false;
            Current = Volatile.Read(ref block[_next++]);
            return Current >= 0;
        }
    }
}
