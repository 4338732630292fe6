using System.Diagnostics;
using System.Globalization;

namespace Lodestone.Benchmarks;

/// <summary>What this process has in memory.</summary>
/// <param name="Resident">Bytes the operating system holds for it.</param>
/// <param name="Anonymous">Those that are its own. 0 where the system doesn't tell.</param>
/// <param name="Mapped">Those that are pages of files, which the system takes back when others need room. 0 where it doesn't tell.</param>
/// <param name="Peak">The most that was resident so far.</param>
/// <param name="Managed">Bytes of managed objects, dead ones included.</param>
internal sealed record ProcessMemory(long Resident, long Anonymous, long Mapped, long Peak, long Managed)
{
    /// <summary>As it is now, without tidying up first.</summary>
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
