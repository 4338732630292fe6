namespace Lodestone.Cli.Exits;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The caller's mistake: the command line, or a file it names.</summary>
    public const int Usage = 2;

    /// <summary>A model, a collection or an index cannot be used.</summary>
    public const int Unusable = 3;

    /// <summary>Another process is writing to the collection.</summary>
    public const int Busy = 4;

    /// <summary>Our defect.</summary>
    public const int Defect = 70;

    public const int Cancelled = 130;

    /// <summary>The reader of the output went away, as `| head` does: what a program that SIGPIPE ends has.</summary>
    public const int OutputClosed = 141;
}
