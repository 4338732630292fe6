namespace Lodestone.Cli;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The caller's mistake: the command line, or a file it names.</summary>
    public const int Usage = 2;

    /// <summary>A model cannot be used.</summary>
    public const int Model = 3;

    /// <summary>Our defect.</summary>
    public const int Defect = 70;

    public const int Cancelled = 130;

    /// <summary>The reader of the output went away, as `| head` does: what a program that SIGPIPE ends has.</summary>
    public const int OutputClosed = 141;
}
