using System.Runtime.InteropServices;

namespace Lodestone.Ingestion.Isolation.Worker;

/// <summary>Takes from a worker on Linux what no parser needs: the network, writing to files, and other processes.</summary>
/// <remarks>
/// A seccomp filter on all threads, which needs no privilege and cannot be taken off again. Reading files stays allowed, since the
/// runtime loads libraries late; whatever a parser reads can only go to the host. A kernel without seccomp leaves the worker as it is: the
/// bounds of time, memory and output do not depend on the filter.
/// </remarks>
internal static partial class LinuxSandbox
{
    private const int PrSetNoNewPrivs = 38;
    private const long SeccompSetModeFilter = 1;
    private const long AllThreads = 1;

    /// <summary>Whether the filter holds; false on other systems and processors.</summary>
    public static bool Enter()
    {
        if (!OperatingSystem.IsLinux() || SeccompFilter.OfProcessor(RuntimeInformation.ProcessArchitecture) is not { } filter)
            return false;
        if (Control(PrSetNoNewPrivs, 1, 0, 0, 0) != 0)
            return false;
        var program = GCHandle.Alloc(filter.Program, GCHandleType.Pinned);
        var header = GCHandle.Alloc(
            new FilterHeader { Length = (ushort)filter.Program.Length, Program = program.AddrOfPinnedObject() }, GCHandleType.Pinned);
        try
        {
            return Call(filter.SeccompNumber, SeccompSetModeFilter, AllThreads, header.AddrOfPinnedObject()) == 0;
        }
        finally
        {
            header.Free();
            program.Free();
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long Call(long number, long operation, long flags, nint argument);

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterHeader
    {
        public ushort Length;
        public nint Program;
    }
}
