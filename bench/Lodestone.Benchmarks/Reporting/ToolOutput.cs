using System.ComponentModel;
using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>The output of another program.</summary>
internal static class ToolOutput
{
    /// <summary>The trimmed standard output; null when the program is missing or fails.</summary>
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
            // The program is not installed.
            return null;
        }
    }
}
