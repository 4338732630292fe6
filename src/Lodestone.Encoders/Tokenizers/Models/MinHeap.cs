namespace Lodestone.Encoders.Tokenizers.Models;

/// <summary>A binary heap of numbers in the caller's array.</summary>
internal ref struct MinHeap(Span<long> storage)
{
    private readonly Span<long> _items = storage;

    public int Count { get; private set; }

    public void Push(long value)
    {
        var at = Count++;
        for (int parent; at > 0 && _items[parent = (at - 1) / 2] > value; at = parent)
            _items[at] = _items[parent];
        _items[at] = value;
    }

    public long Pop()
    {
        var top = _items[0];
        var last = _items[--Count];
        var at = 0;
        for (int child; (child = (at * 2) + 1) < Count; at = child)
        {
            if (child + 1 < Count && _items[child + 1] < _items[child])
                child++;
            if (_items[child] >= last)
                break;
            _items[at] = _items[child];
        }
        _items[at] = last;
        return top;
    }
}
