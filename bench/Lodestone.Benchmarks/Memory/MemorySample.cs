using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>The size of the process after a number of runs.</summary>
/// <param name="Runs">The number of model runs so far.</param>
/// <param name="Resident">The resident bytes of the process.</param>
/// <param name="Managed">The bytes of live managed objects.</param>
/// <param name="Allocated">The managed bytes allocated since the start.</param>
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
