namespace Lodestone;

/// <summary>The causes of errors, as stable codes in kebab-case.</summary>
/// <remarks>Over HTTP a problem's type is <c>urn:lodestone:error:</c> and the code. docs/errors.md lists all.</remarks>
public static class ErrorCodes
{
    /// <summary>A number, a time or a choice is outside the range of its argument or option.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>A query leaves no room for a passage beside it, or is longer than queries may be.</summary>
    public const string QueryTooLong = "query-too-long";
}
