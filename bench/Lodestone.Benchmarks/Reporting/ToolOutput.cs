using System.ComponentModel;
using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>What another program prints.</summary>
internal static class ToolOutput
{
    /// <summary>Its standard output without the space around it; null when it isn't there or fails.</summary>
    public static string? Of(string program, IEnumerable<string> arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            // Not installed.
            return null;
        }
    }
}
