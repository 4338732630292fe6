using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>How large the process is after so many runs.</summary>
/// <param name="Runs">Model runs so far.</param>
/// <param name="Resident">Bytes the operating system holds in memory for the process.</param>
/// <param name="Managed">Bytes of live managed objects.</param>
/// <param name="Allocated">Managed bytes allocated since the start.</param>
internal sealed record MemorySample(int Runs, long Resident, long Managed, long Allocated)
{
    public static MemorySample Take(int runs)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return new MemorySample(runs, process.WorkingSet64, managed, allocated);
    }
}
