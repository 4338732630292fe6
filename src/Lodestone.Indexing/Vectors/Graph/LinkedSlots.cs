namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>A slot's links on a level, for who holds no lock: each is read once, and the first that is none ends them.</summary>
/// <remarks>
/// Another thread may choose a full block anew meanwhile, and keep fewer. A length that was found before would lead to what is no slot,
/// and from there out of the process's memory.
/// </remarks>
/// <param name="block">The block of links.</param>
/// <param name="capacity">Links it has room for.</param>
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
