using System.Diagnostics;
using System.Globalization;

namespace Lodestone.Ingestion.Isolation.Host;

/// <summary>How a worker is started.</summary>
/// <param name="Program">The path of the executable.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record WorkerCommand(string Program, IReadOnlyList<string> Arguments)
{
    // The part of the memory that is left for code, stacks and the parsers' native memory.
    private const int HeapEighths = 7;

    // A worker needs the runtime, and none of the application's secrets.
    private static readonly string[] Kept =
    [
        "PATH", "HOME", "USERPROFILE", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TEMP", "TMP", "TMPDIR", "SystemRoot",
        "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DOTNET_ROOT",
        "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_ROLL_FORWARD", "DOTNET_ROLL_FORWARD_TO_PRERELEASE",
        "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
    ];

    /// <summary>The application's own executable, as it was started; null when the application does not answer as a worker.</summary>
    public static WorkerCommand? OfApplication()
    {
        if (!AppContext.TryGetSwitch(ExtractionWorker.Switch, out var answers) || !answers || Environment.ProcessPath is not { } program)
            return null;
        // An application without an executable of its own is a library that the dotnet command runs.
        return Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? new(program, [Environment.GetCommandLineArgs()[0], ExtractionWorker.Argument])
            : new(program, [ExtractionWorker.Argument]);
    }

    /// <summary>What is to be started for a memory limit.</summary>
    public ProcessStartInfo StartInfo(long maxMemoryBytes)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var name in start.Environment.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToArray())
            start.Environment.Remove(name);
        // Hexadecimal without 0x, which programs that are compiled ahead of time do not read.
        start.Environment["DOTNET_GCHeapHardLimit"] = (maxMemoryBytes / 8 * HeapEighths).ToString("x", CultureInfo.InvariantCulture);
        // One file at a time; no sockets and files of the diagnostics; no copy of a crashed parser's memory on the disk.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }
}
