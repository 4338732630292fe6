namespace Lodestone.Cli.Exits;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The caller's mistake: the command line, or a file it names.</summary>
    public const int Usage = 2;

    /// <summary>A model, a collection or an index cannot be used.</summary>
    public const int Unusable = 3;

    /// <summary>Another process is writing to the collection.</summary>
    public const int Busy = 4;

    /// <summary>
    /// Done, but not all: some files had problems, a mirror deleted nothing, a stage of a search could not run, or some lines of an import
    /// could not be used.
    /// </summary>
    public const int Degraded = 5;

    /// <summary>A defect of Lodestone.</summary>
    public const int Defect = 70;

    public const int Cancelled = 130;

    /// <summary>The reader of the output has closed it, as `| head` does; the code of a program that SIGPIPE ends.</summary>
    public const int OutputClosed = 141;
}
