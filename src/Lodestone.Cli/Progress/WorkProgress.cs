namespace Lodestone.Cli.Progress;

/// <summary>The progress of long work. Thread-safe: worker threads add, the display reads.</summary>
/// <param name="total">The total, in the unit of <see cref="Add"/>'s amount; null when it is not known.</param>
internal sealed class WorkProgress(double? total)
{
    private readonly Lock _gate = new();
    private double? _total = total;
    private long _items;
    private double _done;

    /// <summary>The number of completed items.</summary>
    public long Items
    {
        get
        {
            lock (_gate)
                return _items;
        }
    }

    /// <summary>The completed part, 0 to 1; null when the total is not known.</summary>
    public double? Share
    {
        get
        {
            lock (_gate)
                return _total is { } all and > 0 ? Math.Min(1, _done / all) : null;
        }
    }

    /// <summary>Sets the progress of work whose total becomes known on the way.</summary>
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

/// <summary>Passes on a library's report after each item immediately; <see cref="Progress{T}"/> would queue it.</summary>
internal sealed class EachItem<T>(WorkProgress progress, double amount) : IProgress<T>
{
    public void Report(T value) => progress.Add(1, amount);
}
