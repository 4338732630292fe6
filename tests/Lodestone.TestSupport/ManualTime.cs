namespace Lodestone.TestSupport;

/// <summary>A clock that moves when a test moves it, and by a step whenever its timestamp is read.</summary>
/// <param name="step">The step. Default: none.</param>
public sealed class ManualTime(TimeSpan step = default) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks) - step.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start.AddTicks(Interlocked.Read(ref _ticks));

    /// <summary>Moves the clock on.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
