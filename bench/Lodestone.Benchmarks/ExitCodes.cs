namespace Lodestone.Benchmarks;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Everything ran, but something measured gave a wrong answer.</summary>
    public const int WrongAnswers = 1;

    public const int Usage = 2;

    /// <summary>Nothing could be measured, because what it needs is missing.</summary>
    public const int NothingRan = 3;
}
