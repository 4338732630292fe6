using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace Lodestone.Cli.Tests;

/// <summary>
/// Runs the program on a terminal of a told width. The terminal is the kernel's own, so that no other program has to be installed; a shell
/// joins the program to it, since .NET starts processes on pipes only.
/// </summary>
internal static partial class PseudoTerminal
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const nuint SetWindowSize = 0x5414;

    /// <summary>The numbers above are Linux's.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>What the program writes to the terminal, both outputs, without colours and cursor movements.</summary>
    /// <param name="columns">The terminal's width; 0: not told.</param>
    /// <param name="typed">What is typed, with line feeds.</param>
    /// <param name="arguments">The command.</param>
    public static async Task<CliResult> RunAsync(int columns, string typed, params string[] arguments)
    {
        using var master = new SafeFileHandle(Validate(OpenMaster(ReadWrite | NoControllingTerminal)), ownsHandle: true);
        _ = Validate(Grant(master));
        _ = Validate(Unlock(master));
        var name = new byte[128];
        if (SlaveName(master, name, (nuint)name.Length) is not 0)
            throw new Win32Exception();
        var path = Encoding.UTF8.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));
        var size = new WindowSize { Rows = 40, Columns = (ushort)columns };
        _ = Validate(Control(master, SetWindowSize, ref size));

        // Held open until the program has ended: a terminal that nobody has open is over for its reader.
        var slave = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var reading = Task.Run(() => ReadToEnd(master));
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" <\"$0\" >\"$0\" 2>&1", path, .. Cli.CommandLine(arguments)]);
        start.Environment["TERM"] = "xterm-256color";
        // Links depend on the terminal that the tests are started in.
        start.Environment["FORCE_HYPERLINK"] = "0";
        foreach (var variable in new[] { "COLUMNS", "LINES", "NO_COLOR", "LODESTONE_TIMINGS" })
            start.Environment.Remove(variable);
        using var process = Process.Start(start)!;
        try
        {
            if (typed.Length > 0)
                Type(master, Encoding.UTF8.GetBytes(typed));
            var ended = await Cli.EndAsync(process, Task.FromResult(""), Task.FromResult(""));
            slave.Dispose();
            return ended with { Output = Plain(await reading) };
        }
        finally
        {
            slave.Dispose();
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Plain(string text) =>
        Sequences().Replace(text, "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static void Type(SafeFileHandle master, byte[] typed) =>
        Assert.Equal(typed.Length, Validate((int)Write(master, typed, (nuint)typed.Length)));

    private static string ReadToEnd(SafeFileHandle master)
    {
        var all = new MemoryStream();
        var buffer = new byte[4096];
        // At its end a terminal's reader gets an error, not nothing.
        for (nint count; (count = Read(master, buffer, (nuint)buffer.Length)) > 0;)
            all.Write(buffer, 0, (int)count);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    private static int Validate(int result) => result >= 0 ? result : throw new Win32Exception();

    [GeneratedRegex("\u001b(\\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex Sequences();

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int SlaveName(SafeFileHandle master, byte[] name, nuint length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle master, nuint request, ref WindowSize size);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle master, byte[] buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle master, byte[] buffer, nuint count);

    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
#pragma warning disable CS0649 // The kernel's, in pixels.
        public ushort Width;
        public ushort Height;
#pragma warning restore CS0649
    }
}
