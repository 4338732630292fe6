namespace Lodestone.Encoders.Tests;

/// <summary>A clock that moves only when told to, or by a step whenever it is read.</summary>
internal sealed class ManualTime(TimeSpan step) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks) - step.Ticks;
}
