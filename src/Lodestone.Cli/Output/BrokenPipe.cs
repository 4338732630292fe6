namespace Lodestone.Cli;

/// <summary>Recognises the failure of a write whose reader has gone.</summary>
internal static class BrokenPipe
{
    private const int UnixBrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsNoData = unchecked((int)0x800700E8);

    public static bool Is(IOException failure) => failure.HResult is UnixBrokenPipe or WindowsBrokenPipe or WindowsNoData;
}
