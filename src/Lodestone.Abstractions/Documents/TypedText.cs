using System.Buffers;
using System.Globalization;

namespace Lodestone.Documents;

/// <summary>Infers the type of a written value: number, Boolean, ISO date, or else text.</summary>
internal static class TypedText
{
    // From 2^53 on, doubles leave out whole numbers.
    private const double FirstRounded = 9_007_199_254_740_992.0;

    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");

    private static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ssK",
    ];

    /// <summary>A date when the text is one in ISO 8601, else the text. A time without an offset is read as UTC.</summary>
    public static MetadataValue DateOrText(string text) => Date(text) is { } date ? MetadataValue.Of(date) : MetadataValue.Of(text);

    /// <summary>The typed value of a cell or a line of front matter, where every value is written as text.</summary>
    public static MetadataValue Of(string text) => text switch
    {
        "true" or "True" or "TRUE" => MetadataValue.Of(true),
        "false" or "False" or "FALSE" => MetadataValue.Of(false),
        _ => Number(text) ?? DateOrText(text),
    };

    private static DateTimeOffset? Date(string text) =>
        text.Length is >= 10 and <= 35 && text[4] == '-' && text[7] == '-' &&
        DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    /// <summary>A date and time as a moment; without a kind it is in UTC, as <see cref="DateOrText"/> reads it.</summary>
    public static DateTimeOffset Moment(DateTime date) =>
        date.Kind == DateTimeKind.Local ? new(date) : new(DateTime.SpecifyKind(date, DateTimeKind.Utc));

    /// <summary>The beginning of a day in UTC.</summary>
    public static DateTimeOffset Moment(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

    /// <summary>
    /// The number that a text writes out, whole ones of 64 bits exactly; the text itself for a longer whole number; null for no finite
    /// number.
    /// </summary>
    public static MetadataValue? NumberOrDigits(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return MetadataValue.Of(whole);
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(text, style, CultureInfo.InvariantCulture, out var number))
            return null;
        if (text.AsSpan().TrimStart("+-").IndexOfAnyExceptInRange('0', '9') < 0)
            return MetadataValue.Of(text);
        if (!double.IsFinite(number))
            return null;
        // "9007199254740993.0" and "9.007199254740993e15" are whole numbers that a double would round.
        return Math.Abs(number) >= FirstRounded &&
            decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var exact) && decimal.IsInteger(exact) &&
            exact is >= long.MinValue and <= long.MaxValue
                ? MetadataValue.Of((long)exact)
                : MetadataValue.Of(number);
    }

    /// <summary>Whether a text is a whole number of more than 64 bits, digit by digit, and so stays text.</summary>
    public static bool IsBeyond64Bits(string text) =>
        text.AsSpan().TrimStart('-') is { Length: >= 19 } digits && text.Length - digits.Length <= 1 && digits[0] != '0' &&
        digits.IndexOfAnyExceptInRange('0', '9') < 0 &&
        !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    // A leading zero or plus marks a code (a postcode, a telephone number), a zero at the end of a fraction a version or an amount as it
    // was written (1.10 is not 1.1), and so do more digits than a number of 64 bits has.
    private static MetadataValue? Number(string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        var isCode = digits.Length is 0 or > 19 || text.Length - digits.Length > 1 || !char.IsAsciiDigit(digits[0]) ||
            !char.IsAsciiDigit(digits[^1]) || (digits.Length > 1 && digits[0] == '0' && digits[1] != '.') ||
            digits.ContainsAnyExcept(DigitsAndPoint) || (digits.Contains('.') && (digits.Length > 17 || digits[^1] == '0'));
        return isCode || NumberOrDigits(text) is not { Kind: MetadataKind.Number } number ? null : number;
    }
}
