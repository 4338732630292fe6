namespace Lodestone.Server.Serialization;

/// <summary>Times in the shapes' units.</summary>
internal static class WireTime
{
    /// <summary>Milliseconds, rounded to the microsecond.</summary>
    public static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
