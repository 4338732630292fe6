namespace Lodestone.Server.Admission;

/// <summary>How many tokens a second the models read, of the time in which there was work; newer seconds count more.</summary>
/// <remarks>Not thread-safe: the gate's lock guards it.</remarks>
internal sealed class TokenRate(TimeProvider clock, double atFirst)
{
    private const double HalfLifeSeconds = 10;

    // As if this long had been measured already: the first run does not decide alone.
    private const double PriorSeconds = 1;

    private double _tokens = atFirst * PriorSeconds;
    private double _seconds = PriorSeconds;
    private long _last = clock.GetTimestamp();

    public double TokensPerSecond => _tokens / _seconds;

    /// <summary>Time goes on, and some tokens have been read.</summary>
    /// <param name="busy">Whether there was work since the last call.</param>
    /// <param name="tokens">How many tokens have been read.</param>
    public void Advance(bool busy, long tokens = 0)
    {
        var now = clock.GetTimestamp();
        var elapsed = clock.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
        if (busy)
        {
            var kept = Math.Pow(.5, elapsed / HalfLifeSeconds);
            _tokens *= kept;
            _seconds = (_seconds * kept) + elapsed;
        }

        _tokens += tokens;
    }
}
