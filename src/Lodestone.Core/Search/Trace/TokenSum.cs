namespace Lodestone.Search.Trace;

/// <summary>Sums the tokens of model runs, reported on worker threads, and forwards each report.</summary>
internal sealed class TokenSum(IProgress<int>? next) : IProgress<int>
{
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    public void Report(int value)
    {
        Interlocked.Add(ref _total, value);
        next?.Report(value);
    }
}
