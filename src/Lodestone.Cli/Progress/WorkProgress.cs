namespace Lodestone.Cli.Progress;

/// <summary>How far long work has come. Thread-safe: worker threads add, the display reads.</summary>
/// <param name="total">How much there is to do, in the unit of <see cref="Add"/>'s amount; null when that is not known.</param>
internal sealed class WorkProgress(double? total)
{
    private readonly Lock _gate = new();
    private double? _total = total;
    private long _items;
    private double _done;

    /// <summary>Items done.</summary>
    public long Items
    {
        get
        {
            lock (_gate)
                return _items;
        }
    }

    /// <summary>The part that is done, 0 to 1; null when the total is not known.</summary>
    public double? Share
    {
        get
        {
            lock (_gate)
                return _total is { } all and > 0 ? Math.Min(1, _done / all) : null;
        }
    }

    /// <summary>Says where the work is, for work whose extent is found out on the way.</summary>
    public void Set(long items, double done, double? all)
    {
        lock (_gate)
            (_items, _done, _total) = (items, done, all);
    }

    public void Add(long items, double amount)
    {
        lock (_gate)
        {
            _items += items;
            _done += amount;
        }
    }
}

/// <summary>Passes a library's report after each item on at once; <see cref="Progress{T}"/> would queue it.</summary>
internal sealed class EachItem<T>(WorkProgress progress, double amount) : IProgress<T>
{
    public void Report(T value) => progress.Add(1, amount);
}
