namespace Lodestone.Server.Serialization;

/// <summary>Times as the shapes have them.</summary>
internal static class WireTime
{
    /// <summary>Milliseconds, to the microsecond.</summary>
    public static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
