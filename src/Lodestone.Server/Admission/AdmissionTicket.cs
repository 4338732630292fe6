using Lodestone.Encoders;

namespace Lodestone.Server.Admission;

/// <summary>A request's share of the queue, given back as its tokens are read, and wholly when it ends.</summary>
/// <remarks>Thread-safe; disposing it twice does nothing more.</remarks>
internal sealed class AdmissionTicket : IProgress<int>, IDisposable
{
    private readonly AdmissionController _gate;
    private long _left;
    private long _read;

    public AdmissionTicket(AdmissionController gate, long tokens, WorkPriority priority)
    {
        _gate = gate;
        _left = Tokens = tokens;
        Priority = priority;
    }

    /// <summary>Tokens that were admitted.</summary>
    public long Tokens { get; }

    /// <summary>What it runs as.</summary>
    public WorkPriority Priority { get; }

    /// <summary>Tokens that models have read for it.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>
    /// Whether all of it is held until it ends. So with a stream of documents, whose length nobody knows: it holds what it may have under
    /// way at any moment.
    /// </summary>
    public bool HoldsUntilDone { get; init; }

    /// <summary>Told how many tokens were read, if the request came to its end.</summary>
    public Action<long>? WhenDone { get; set; }

    /// <summary>Told of every model run how many tokens it read.</summary>
    public void Report(int value)
    {
        Interlocked.Add(ref _read, value);
        _gate.Ran(Priority, value, HoldsUntilDone ? 0 : Take(value));
    }

    /// <summary>Counts it as dropped, unless it had been done already.</summary>
    public void Drop(string reason)
    {
        if (Interlocked.Read(ref _left) > 0)
            _gate.Dropped(Priority, reason);
    }

    public void Dispose() => _gate.Release(Priority, Take(long.MaxValue));

    /// <summary>Takes from what is left; an estimate may have been too low, so there may be less than asked.</summary>
    private long Take(long most)
    {
        while (true)
        {
            var left = Interlocked.Read(ref _left);
            var taken = Math.Min(left, most);
            if (Interlocked.CompareExchange(ref _left, left - taken, left) == left)
                return taken;
        }
    }
}
