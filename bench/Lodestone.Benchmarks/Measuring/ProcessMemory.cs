using System.Diagnostics;
using System.Globalization;

namespace Lodestone.Benchmarks;

/// <summary>The memory of this process.</summary>
/// <param name="Resident">The resident bytes.</param>
/// <param name="Anonymous">The resident bytes not backed by a file; 0 where the operating system does not report them.</param>
/// <param name="Mapped">The resident bytes of mapped files, which the system can drop; 0 where it does not report them.</param>
/// <param name="Peak">The maximum of the resident bytes so far.</param>
/// <param name="Managed">The bytes of managed objects, dead ones included.</param>
internal sealed record ProcessMemory(long Resident, long Anonymous, long Mapped, long Peak, long Managed)
{
    /// <summary>Reads the current values, without a garbage collection first.</summary>
    public static ProcessMemory Take()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: false);
        using var process = Process.GetCurrentProcess();
        if (!OperatingSystem.IsLinux())
            return new ProcessMemory(process.WorkingSet64, 0, 0, process.PeakWorkingSet64, managed);
        var status = File.ReadLines("/proc/self/status").Select(line => line.Split(':', 2)).ToDictionary(line => line[0], line => line[1]);
        return new ProcessMemory(Bytes("VmRSS"), Bytes("RssAnon"), Bytes("RssFile"), Bytes("VmHWM"), managed);

        long Bytes(string name) =>
            1024 * long.Parse(status[name].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
