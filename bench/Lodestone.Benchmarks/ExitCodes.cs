namespace Lodestone.Benchmarks;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>All benchmarks ran, but a measured system had a wrong result.</summary>
    public const int WrongAnswers = 1;

    public const int Usage = 2;

    /// <summary>No benchmark could run, because something it needs is missing.</summary>
    public const int NothingRan = 3;
}
