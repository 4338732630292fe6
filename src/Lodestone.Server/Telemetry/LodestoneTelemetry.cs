namespace Lodestone.Server;

/// <summary>The names under which the server can be watched.</summary>
internal static class LodestoneTelemetry
{
    /// <summary>The meter of the queue; the library's own is <see cref="LodestoneDiagnostics.Name"/>.</summary>
    public const string ServerName = "Lodestone.Server";
}
