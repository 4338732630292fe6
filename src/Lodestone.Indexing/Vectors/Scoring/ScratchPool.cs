namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>Scratch memory for any number of concurrent threads; a few are kept.</summary>
internal sealed class ScratchPool : IDisposable
{
    private readonly Scratch?[] _kept = new Scratch?[Math.Max(4, Environment.ProcessorCount)];

    public Scratch Rent()
    {
        for (var i = 0; i < _kept.Length; i++)
        {
            if (Interlocked.Exchange(ref _kept[i], null) is { } scratch)
                return scratch;
        }

        return new Scratch();
    }

    public void Return(Scratch scratch)
    {
        for (var i = 0; i < _kept.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _kept[i], scratch, null) is null)
                return;
        }

        scratch.Dispose();
    }

    public void Dispose()
    {
        for (var i = 0; i < _kept.Length; i++)
            Interlocked.Exchange(ref _kept[i], null)?.Dispose();
    }
}
