namespace Lodestone;

/// <summary>How large a filter may be, so that a hostile one costs little.</summary>
internal static class FilterLimits
{
    /// <summary>Characters in the text form.</summary>
    public const int Length = 32_768;

    /// <summary>Parts within parts.</summary>
    public const int Depth = 64;

    /// <summary>Comparisons; every value of a list is one.</summary>
    public const int Terms = 1_000;
}
