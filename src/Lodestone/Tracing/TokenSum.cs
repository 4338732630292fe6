namespace Lodestone;

/// <summary>Adds up the tokens of model runs, which are told from worker threads, and passes each on.</summary>
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
