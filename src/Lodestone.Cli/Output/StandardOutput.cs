using Microsoft.Win32.SafeHandles;

namespace Lodestone.Cli.Output;

/// <summary>Opens standard output so that a closed pipe is noticed.</summary>
internal static class StandardOutput
{
    /// <remarks>
    /// The console's own stream ignores a closed pipe silently, so a million texts would be embedded for `| head`. A FileStream throws. It
    /// is used for pipes only, because it writes to a file at its own offset, over data that others have appended.
    /// </remarks>
    public static Stream Open()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            var handle = new SafeFileHandle(1, ownsHandle: false);
            var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            if (!stream.CanSeek)
                return stream;
        }

        return Console.OpenStandardOutput();
    }
}

/// <summary>Recognises the failure of a write whose reader has closed the pipe.</summary>
internal static class BrokenPipe
{
    private const int UnixBrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsNoData = unchecked((int)0x800700E8);

    public static bool Is(IOException failure) => failure.HResult is UnixBrokenPipe or WindowsBrokenPipe or WindowsNoData;
}
