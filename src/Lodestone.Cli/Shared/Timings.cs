using System.Diagnostics;
using System.Globalization;

namespace Lodestone.Cli.Shared;

/// <summary>Writes to standard error, when LODESTONE_TIMINGS is 1, the times since the process's start.</summary>
internal static class Timings
{
    private static readonly HashSet<string>? Marked = Environment.GetEnvironmentVariable("LODESTONE_TIMINGS") == "1" ? [] : null;

    /// <summary>Marks the first time a point is reached.</summary>
    public static void Mark(string place)
    {
        if (Marked is null || !Marked.Add(place))
            return;
        using var process = Process.GetCurrentProcess();
        var elapsed = TimeProvider.System.GetLocalNow() - process.StartTime;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"timing: {place} {elapsed.TotalMilliseconds:F1}"));
    }
}
