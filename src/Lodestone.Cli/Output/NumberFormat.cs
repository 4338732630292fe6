using System.Globalization;

namespace Lodestone.Cli.Output;

/// <summary>Numbers formatted for people, identically on every machine.</summary>
internal static class NumberFormat
{
    public const string None = "-";

    public static string Cosine(float? value) => value is { } cosine ? cosine.ToString("F4", CultureInfo.InvariantCulture) : None;

    public static string Logit(float? value) => value is { } logit ? logit.ToString("F3", CultureInfo.InvariantCulture) : None;

    /// <summary>Four digits, truncated so that nearly certain never shows as certain.</summary>
    public static string Probability(double? value) => value switch
    {
        null => None,
        > 0.99995 and < 1 => ">0.9999",
        > 0 and < 0.00005 => "<0.0001",
        { } probability => probability.ToString("F4", CultureInfo.InvariantCulture),
    };

    public static string Milliseconds(TimeSpan value) => Milliseconds(value.TotalMilliseconds);

    public static string Milliseconds(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>A time in milliseconds with its unit.</summary>
    public static string Duration(double milliseconds) => milliseconds < 10_000
        ? Milliseconds(milliseconds) + " ms"
        : (milliseconds / 1000).ToString("N1", CultureInfo.InvariantCulture) + " s";

    /// <summary>A time with its unit.</summary>
    public static string Duration(TimeSpan value) => Duration(value.TotalMilliseconds);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: "1 text", "2 texts".</summary>
    public static string Count(long value, string noun) => $"{Count(value)} {noun}{(value == 1 ? "" : "s")}";

    /// <summary>A rate per second, with one decimal when it is low.</summary>
    public static string Rate(double value) => value < 10
        ? Math.Max(0, value).ToString("0.#", CultureInfo.InvariantCulture)
        : Count((long)value);

    public static string Size(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " MB";

    public static string Rank(int value) => value.ToString(CultureInfo.InvariantCulture);
}
