using Lodestone.Models;

namespace Lodestone.Server;

/// <summary>A request's share of the queue, given back as its tokens are read, and wholly when it ends.</summary>
/// <remarks>Thread-safe; disposing it twice does nothing more.</remarks>
internal sealed class AdmittedWork(TokenGate gate, long tokens, WorkPriority priority) : IProgress<int>, IDisposable
{
    private long _left = tokens;
    private long _read;

    /// <summary>Tokens that were admitted.</summary>
    public long Tokens => tokens;

    /// <summary>What it runs as.</summary>
    public WorkPriority Priority => priority;

    /// <summary>Tokens that models have read for it.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>
    /// Whether all of it is held until it ends. So with a stream of documents, whose length nobody knows: it holds what it may have under
    /// way at any moment.
    /// </summary>
    public bool IsStanding { get; init; }

    /// <summary>Told of every model run how many tokens it read.</summary>
    public void Report(int value)
    {
        Interlocked.Add(ref _read, value);
        gate.Ran(priority, value, IsStanding ? 0 : Take(value));
    }

    /// <summary>Counts it as dropped, unless it had been done already.</summary>
    public void Drop(string reason)
    {
        if (Interlocked.Read(ref _left) > 0)
            gate.Dropped(priority, reason);
    }

    public void Dispose() => gate.Release(priority, Take(long.MaxValue));

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
